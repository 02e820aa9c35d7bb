"""An echo server on the original's dispatcher_with_send: whatever a client sends comes back. From 2.7 on."""
import asyncore, socket, sys


class Echo(asyncore.dispatcher_with_send):
    def handle_read(self):
        data = self.recv(65536)
        if data:
            self.send(data)

    def handle_close(self):
        self.close()


class EchoServer(asyncore.dispatcher):
    def handle_accept(self):
        pair = self.accept()
        if pair is not None:
            Echo(pair[0])


server = EchoServer()
server.create_socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("127.0.0.1", 0))
server.listen(5)
sys.stdout.write("listening on %s %d\n" % server.socket.getsockname())
sys.stdout.flush()
asyncore.loop()
