"""CPython's asyncio as a contender, with protocols, which is its quickest way.

asyncio_server.py ROLE, ROLE echo, lines or idle
"""

import asyncio
import gc
import sys


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)


class Lines(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.rest = b""

    def data_received(self, data):
        *lines, self.rest = (self.rest + data).split(b"\r\n")
        for line in lines:
            self.transport.write(line + b"\r\n")


class Collecting(Echo):
    def data_received(self, data):
        gc.collect()
        super().data_received(data)


async def main(protocol):
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main({"echo": Echo, "lines": Lines, "idle": Collecting}[sys.argv[1]]))
