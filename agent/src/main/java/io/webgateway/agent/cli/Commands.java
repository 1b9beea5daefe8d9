package io.webgateway.agent.cli;

import picocli.CommandLine;

/** The tree of all commands. A new command is added here and nowhere else. */
final class Commands {
  private Commands() {}

  static CommandLine of(GlobalOptions options, Cli cli) {
    CommandLine root = new CommandLine(options);
    addNodes(root, options, cli);
    addPeople(root, cli);
    addPublishing(root, cli);
    root.addSubcommand(new TailCommand(cli));
    root.addSubcommand(group(new DemoCommand.Start(cli)).addSubcommand(new DemoCommand.Stop(cli)));
    root.addSubcommand(new CompletionCommand(cli, root));
    root.addSubcommand(new HelpCommand(cli, root));
    return root;
  }

  private static void addNodes(CommandLine root, GlobalOptions options, Cli cli) {
    root.addSubcommand(
        group(new AgentCommands.Group())
            .addSubcommand(new AgentCommands.Run(cli))
            .addSubcommand(new AgentCommands.Check(cli))
            .addSubcommand(new AgentCommands.DefaultConfig(cli))
            .addSubcommand(new UpgradeCommands.Upgrade(cli, options))
            .addSubcommand(new UpgradeCommands.Status(cli, options)));
    root.addSubcommand(
        group(new NodeCommands.Group())
            .addSubcommand(new NodeCommands.Enrol(cli, options))
            .addSubcommand(new DrainCommands.DrainNode(cli))
            .addSubcommand(new DrainCommands.UndrainNode(cli)));
    root.addSubcommand(
        group(new DrainCommands.Listeners())
            .addSubcommand(new DrainCommands.DrainListener(cli))
            .addSubcommand(new DrainCommands.UndrainListener(cli)));
    root.addSubcommand(
        group(new LedgerCommands.Group()).addSubcommand(new LedgerCommands.Verify(cli)));
    root.addSubcommand(group(new RouteCommands.Group()).addSubcommand(new RouteCommands.Test(cli)));
    root.addSubcommand(
        group(new ProfileCommands.Group())
            .addSubcommand(new ProfileCommands.Add(cli))
            .addSubcommand(new ProfileCommands.ListAll(cli)));
  }

  private static void addPeople(CommandLine root, Cli cli) {
    root.addSubcommand(
        group(new IdentityCommands.Group())
            .addSubcommand(new IdentityCommands.New(cli))
            .addSubcommand(new IdentityCommands.Publish(cli))
            .addSubcommand(new IdentityViewCommands.ListAll(cli))
            .addSubcommand(new IdentityViewCommands.Show(cli))
            .addSubcommand(new KeyCommands.Add(cli))
            .addSubcommand(new KeyCommands.Remove(cli))
            .addSubcommand(new KeyCommands.Recover(cli)));
    root.addSubcommand(new GrantCommand(cli));
    root.addSubcommand(new TokenCommand(cli));
  }

  private static void addPublishing(CommandLine root, Cli cli) {
    root.addSubcommand(new ReservationCommands.Reserve(cli));
    root.addSubcommand(new ReservationCommands.Renew(cli));
    root.addSubcommand(new ReservationCommands.Release(cli));
    root.addSubcommand(
        group(new TransferCommands.Group())
            .addSubcommand(new TransferCommands.Offer(cli))
            .addSubcommand(new TransferCommands.Accept(cli))
            .addSubcommand(new TransferCommands.Withdraw(cli)));
    root.addSubcommand(new WorkloadCommands.Publish(cli));
    root.addSubcommand(new WorkloadCommands.Apply(cli));
    root.addSubcommand(
        group(new ImportCommands.Group()).addSubcommand(new ImportCommands.Zos(cli)));
    root.addSubcommand(new GetCommand(cli));
    root.addSubcommand(new EditCommand(cli));
    root.addSubcommand(
        group(new DrainCommands.Workloads())
            .addSubcommand(new DrainCommands.DrainWorkload(cli))
            .addSubcommand(new DrainCommands.UndrainWorkload(cli))
            .addSubcommand(new PauseCommands.PauseWorkload(cli))
            .addSubcommand(new PauseCommands.ResumeWorkload(cli)));
    root.addSubcommand(new WorkloadCommands.Delete(cli));
    root.addSubcommand(
        group(new CertificateCommands.Group())
            .addSubcommand(new CertificateCommands.Upload(cli))
            .addSubcommand(new CertificateCommands.Delete(cli))
            .addSubcommand(new CertificateCommands.Authority(cli)));
  }

  private static CommandLine group(Object command) {
    return new CommandLine(command);
  }
}
