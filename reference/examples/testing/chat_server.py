"""A chat server on the original's async_chat: everybody is welcomed, every line goes to everybody else. From 2.7 on."""
import asynchat, asyncore, socket, sys

guests = []


class Guest(asynchat.async_chat):
    def __init__(self, sock):
        asynchat.async_chat.__init__(self, sock)
        self.set_terminator(b"\n")
        self.push(b"welcome\n")
        guests.append(self)

    def collect_incoming_data(self, data):
        self._collect_incoming_data(data)

    def found_terminator(self):
        line = self._get_data() + b"\n"
        for guest in guests:
            if guest is not self:
                guest.push(line)

    def handle_close(self):
        self.close()
        guests.remove(self)


class ChatServer(asyncore.dispatcher):
    def handle_accept(self):
        pair = self.accept()
        if pair is not None:
            Guest(pair[0])


server = ChatServer()
server.create_socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("127.0.0.1", 0))
server.listen(5)
sys.stdout.write("listening on %s %d\n" % server.socket.getsockname())
sys.stdout.flush()
asyncore.loop()
