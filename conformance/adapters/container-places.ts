// What a container and the suite must do so that both can open what a play is made of: directories, pipes, sockets, terminals.
// Knows whose files they are; knows nothing of Docker.

import { chmodSync } from "node:fs";
import { userInfo } from "node:os";
import type { Adapter, PeerHandler } from "./adapter.ts";
import type { ContainerImage } from "./container-image.ts";

/**
 * Where the suite is root, the container is somebody else, who must be able to write where a play is and to open what its
 * peers made there. Terminals belong to our own images only.
 */
export function withOpenPlaces(adapter: Adapter, image: ContainerImage): Adapter {
  const { capabilities } = adapter.identity;
  const families = capabilities.families.filter((family) => family !== "terminal" || image.version !== undefined);
  const identity = { ...adapter.identity, capabilities: { ...capabilities, families } };
  if (userInfo().uid !== 0) return { ...adapter, identity };
  const opening =
    (peers: PeerHandler): PeerHandler =>
    (params) => {
      const answer = peers(params);
      for (const path of [answer.file, answer.local]) if (typeof path === "string") opened(path, 0o666);
      return answer;
    };
  const play: Adapter["play"] = (params, peers, limitMs) => {
    opened(params.directory, 0o777);
    return adapter.play(params, opening(peers), limitMs);
  };
  return { ...adapter, identity, play };
}

function opened(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {
    // A peer may have been told to remove what it made: then nobody can open it, as it should be.
  }
}
