"""Says lines on the original's async_chat, prints those that come in, leaves after so many of them. From 2.7 on.

Usage: chat_client.py PORT COUNT LINE...
"""
import asynchat, asyncore, socket, sys


class Client(asynchat.async_chat):
    def __init__(self, port, count, lines):
        asynchat.async_chat.__init__(self)
        self.left = count
        self.set_terminator(b"\n")
        self.create_socket(socket.AF_INET, socket.SOCK_STREAM)
        self.connect(("127.0.0.1", port))
        for line in lines:
            self.push(line.encode("ascii") + b"\n")

    def handle_connect(self):
        pass

    def collect_incoming_data(self, data):
        self._collect_incoming_data(data)

    def found_terminator(self):
        sys.stdout.write(self._get_data().decode("ascii").rstrip() + "\n")
        sys.stdout.flush()
        self.left -= 1
        if self.left == 0:
            self.close_when_done()


Client(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
asyncore.loop()
