// An echo server: whatever a client sends comes back to it.
// Usage: node echo-server.ts [PORT]. It listens on the loopback address and says where.

import process from "node:process";
import { Dispatcher, DispatcherWithSend, loop, type SocketLike } from "../index.ts";

class Echo extends DispatcherWithSend {
  override handleRead(): void {
    const data = this.recv(65536);
    if (data.length > 0) this.send(data);
  }

  override handleClose(): void {
    this.close();
  }
}

class EchoServer extends Dispatcher {
  constructor(port: number) {
    super();
    this.createSocket();
    this.setReuseAddr();
    this.bind(["127.0.0.1", port]);
    this.listen(100);
  }

  override handleAccepted(socket: SocketLike): void {
    new Echo(socket);
  }
}

const server = new EchoServer(Number(process.argv[2] ?? 0));
console.log("listening on", ...(server.socket?.getsockname() ?? []));
loop();
