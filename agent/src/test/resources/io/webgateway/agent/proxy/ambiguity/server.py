# Logs what Python's own server takes for a request. It leaves bodies to its user, so they are read here.
import http.server
import sys

folder, port = sys.argv[1:3]


class Seen(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def note(self, line):
        with open(folder + "/seen", "a") as file:
            file.write(line + "\n")

    def answer(self):
        self.note(self.requestline)
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while (size := int(self.rfile.readline().split(b";")[0], 16)) > 0:
                self.rfile.read(size)
                self.rfile.readline()
            while self.rfile.readline().strip():
                pass
        else:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"ok")

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = answer

    def send_error(self, code, *args, **more):
        self.note("unreadable: %d %s" % (code, self.requestline))
        super().send_error(code, *args, **more)


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass


Server(("127.0.0.1", int(port)), Seen).serve_forever()
