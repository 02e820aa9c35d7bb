// Node's own sockets as a contender.
//   node node-net.ts ROLE, ROLE echo, lines or idle

import { type AddressInfo, createServer, type Socket } from "node:net";

const BACKLOG = 4096;

function echo(socket: Socket): void {
  socket.on("data", (data) => socket.write(data));
}

function lines(socket: Socket): void {
  let rest = "";
  socket.setEncoding("latin1");
  socket.on("data", (data) => {
    const parts = `${rest}${data}`.split("\r\n");
    rest = parts.pop() ?? "";
    for (const line of parts) socket.write(`${line}\r\n`, "latin1");
  });
}

function collecting(socket: Socket): void {
  socket.on("data", (data) => {
    globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
    socket.write(data);
  });
}

const HANDLERS = { echo, lines, idle: collecting } as const;
const handler = HANDLERS[(process.argv[2] ?? "echo") as keyof typeof HANDLERS];
const server = createServer({ noDelay: false }, (socket) => {
  socket.on("error", () => socket.destroy());
  handler(socket);
});
server.listen({ host: "127.0.0.1", port: 0, backlog: BACKLOG }, () =>
  console.log((server.address() as AddressInfo).port),
);
