// Peer actions: the suite does them at its own end of the wire, we only say where things are.

import type { PeerParams } from "../../../spec/adapter.ts";
import type { PeerAction } from "../../../spec/program.ts";
import type { PerformerTable } from "./performer.ts";
import type { Playing } from "./playing.ts";

/** The actions of peers. What a peer saw is the suite's own record, so nothing is returned. */
export const PEER_ACTIONS = {
  "peer.listen": askFor,
  "peer.bind": askFor,
  "peer.accept": askFor,
  "peer.connect": askFor,
  "peer.send": askFor,
  "peer.recv": askFor,
  "peer.urgent": askFor,
  "peer.shutdown": askFor,
  "peer.close": askFor,
  "peer.reset": askFor,
  "peer.buffer": askFor,
  "peer.pipe": askFor,
  "peer.terminal": askFor,
} as const satisfies PerformerTable;

function askFor(playing: Playing, action: PeerAction): void {
  const { names } = playing;
  const peer = action.op === "peer.accept" ? action.as : action.peer;
  names.placePeer(peer, null);
  const { local, file } = playing.askPeer(paramsFor(playing, action));
  if (local !== undefined) names.placePeer(peer, local);
  if (file !== undefined) names.placeFile(peer, file);
}

function paramsFor({ names, sent }: Playing, action: PeerAction): PeerParams {
  const address = "to" in action && action.to !== undefined ? names.placeOf(action.to) : null;
  const from = action.op === "peer.recv" ? action.from : undefined;
  return {
    action,
    ...(address === null ? {} : { address }),
    ...(from === undefined ? {} : { sent: sent.take(from) }),
  };
}
