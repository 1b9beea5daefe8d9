"""A service manager as far as sd_notify(3) and sd_listen_fds(3) go: keeps the sockets that its service
gives it, and gives them to the service's next process. Arguments: the path of its socket, and the
service's command. Reads `restart`, `kill` and `stop` from standard input; says what it was told."""

import fcntl
import os
import signal
import socket
import sys
import threading

path, command = sys.argv[1], sys.argv[2:]
notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notify.bind(path)
kept = {}
lock = threading.Lock()


def listen():
    while True:
        text, descriptors, _, _ = socket.recv_fds(notify, 4096, 16)
        fields = dict(line.split("=", 1) for line in text.decode().splitlines() if line)
        name = fields.get("FDNAME", "stored")
        with lock:
            if "FDSTORE" in fields:
                for descriptor in descriptors:
                    os.set_inheritable(descriptor, False)
                    if name in kept:
                        os.close(kept[name])
                    kept[name] = descriptor
                print("kept", len(kept), flush=True)
            if "FDSTOREREMOVE" in fields:
                os.close(kept.pop(name))
                print("kept", len(kept), flush=True)
        if "READY" in fields:
            print("ready", fields["MAINPID"], flush=True)


def start():
    with lock:
        names, sockets = list(kept), list(kept.values())
    pid = os.fork()
    if pid:
        return pid
    out_of_the_way = [fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 100) for each in sockets]
    for index, each in enumerate(out_of_the_way):
        os.dup2(each, 3 + index)
    environment = dict(os.environ, NOTIFY_SOCKET=path)
    if names:
        environment.update(
            LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(names)), LISTEN_FDNAMES=":".join(names)
        )
    os.execve(command[0], command, environment)


threading.Thread(target=listen, daemon=True).start()
service = start()
for line in sys.stdin:
    os.kill(service, signal.SIGKILL if line.strip() == "kill" else signal.SIGTERM)
    os.waitpid(service, 0)
    if line.strip() == "stop":
        break
    service = start()
else:
    os.kill(service, signal.SIGKILL)
