package io.webgateway.console.desktop.identities;

/** Keeps, finds and forgets a passphrase; run inside a session that has a keychain. */
final class KeychainProbe {
  private KeychainProbe() {}

  public static void main(String[] arguments) {
    Keychain keychain = new SystemKeychain();
    boolean kept = keychain.keep("anna", "four unrelated words here".toCharArray());
    String found = keychain.find("anna").map(String::new).orElse("nothing");
    keychain.forget("anna");
    String after = keychain.find("anna").map(String::new).orElse("nothing");
    System.out.println(
        "there=" + keychain.isThere() + " kept=" + kept + " found=" + found + " after=" + after);
    System.exit(0);
  }
}
