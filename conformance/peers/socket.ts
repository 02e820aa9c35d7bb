// The sockets peers are made of: bound to an address of the play, listening, connecting.
// Knows sockets of every family; knows neither names nor actions.

import { acknowledgeAtOnce, arrivalOf, sendAtOnce } from "../../reference/posix/tcp-timing.ts";
import type { Family, Host, SocketAddress, SocketType } from "../../spec/host.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { DatagramPeer } from "./datagram.ts";
import { END, isReported, NOTHING, type Peer } from "./peer.ts";
import { type StreamEnd, StreamPeer } from "./stream.ts";

/** A peer with a stream over the socket `fd`. What it sends is there at once, however little it is. */
export function streamSocket(host: Host, fd: number): Peer {
  host.setBlocking(fd, false);
  sendAtOnce(fd);
  return new StreamPeer(host, socketEnd(host, fd));
}

/** A peer with a new socket. */
export function newSocket(host: Host, family: Family, type: SocketType): Peer {
  const fd = host.socket(family, type);
  return type === "stream" ? streamSocket(host, fd) : new DatagramPeer(host, fd, family);
}

/** A peer with a new socket bound to `address`. Throws OsError, and leaves nothing open then. */
export function boundSocket(host: Host, family: Family, type: SocketType, address: SocketAddress): Peer {
  const peer = newSocket(host, family, type);
  try {
    if (family !== "unix") host.setSocketOption(peer.fd, "SO_REUSEADDR", 1);
    host.bind(peer.fd, family, address);
    return peer;
  } catch (error) {
    peer.release();
    throw error;
  }
}

/** Connects and says what came of it: `nothing` while the other side has no room for the connection. */
export function connectSocket(host: Host, { fd }: Peer, family: Family, address: SocketAddress): PeerSaw {
  const code = host.connect(fd, family, address);
  if (code === 0) return { saw: "connection" };
  const first = host.nameError(code);
  if (first !== "EINPROGRESS" && first !== null) return { saw: "error", errno: first };
  if (!isReported(host, fd, "POLLOUT")) return NOTHING;
  const errno = host.nameError(host.getSocketOption(fd, "SO_ERROR"));
  return errno === null ? { saw: "connection" } : { saw: "error", errno };
}

function socketEnd(host: Host, fd: number): StreamEnd {
  return {
    fd,
    write: (data) => host.send(fd, data),
    read: (size) => {
      const bytes = host.recv(fd, size);
      return bytes.length === 0 ? END : bytes;
    },
    acknowledge: () => acknowledgeAtOnce(fd),
    arrival: () => arrivalOf(fd),
    close: () => host.close(fd),
  };
}
