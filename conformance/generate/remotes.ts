// What the other ends of connections do in random programs: they behave, and misbehave, alone and all at once.
// Knows streams and datagrams; knows nothing of channels but who they are.

import type { Action, Name, PeerAction } from "../../spec/program.ts";
import type { Player } from "./cast.ts";
import type { Dice, Weighted } from "./dice.ts";
import { data } from "./material.ts";

type Remote = (dice: Dice, peer: Name) => readonly PeerAction[];

/** The peer at the other end of a player's wire. */
export function wireOf(player: Name): Name {
  return `w${player}`;
}

const sends: Remote = (dice, peer) => [{ op: "peer.send", peer, data: data(dice) }];

/** What remotes do on a stream, alone or in one go. */
const ON_STREAMS: Weighted<Remote> = [
  [10, sends],
  [3, (dice, peer) => [...sends(dice, peer), ...sends(dice, peer)]],
  [3, (dice, peer) => [...sends(dice, peer), { op: "peer.shutdown", peer }]],
  [3, (dice, peer) => [...sends(dice, peer), { op: "peer.close", peer }]],
  [2, (dice, peer) => [...sends(dice, peer), { op: "peer.reset", peer }]],
  [2, (dice, peer) => [...sends(dice, peer), { op: "peer.urgent", peer, data: "!" }]],
  [2, (dice, peer) => [{ op: "peer.urgent", peer, data: "!" }, ...sends(dice, peer)]],
  [2, (_dice, peer) => [{ op: "peer.urgent", peer, data: "!" }]],
  [2, (_dice, peer) => [{ op: "peer.shutdown", peer }]],
  [3, (_dice, peer) => [{ op: "peer.close", peer }]],
  [3, (_dice, peer) => [{ op: "peer.reset", peer }]],
  [6, (_dice, peer) => [{ op: "peer.recv", peer }]],
];

/** What remotes do with datagrams: an empty one is no end, and one that nobody takes is an error for who sent it. */
function onDatagrams(to: Name): Weighted<Remote> {
  const one: Remote = (dice, peer) => [{ op: "peer.send", peer, data: data(dice), to }];
  return [
    [8, one],
    [4, (dice, peer) => [...one(dice, peer), ...one(dice, peer)]],
    [2, (_dice, peer) => [{ op: "peer.send", peer, data: "", to }]],
    [2, (_dice, peer) => [{ op: "peer.close", peer }]],
    [4, (_dice, peer) => [{ op: "peer.recv", peer }]],
  ];
}

/** Something the remote of `player` does. */
export function remote(dice: Dice, { name, role }: Player): readonly PeerAction[] {
  const table = role === "datagram" ? onDatagrams(name) : ON_STREAMS;
  return dice.weigh(table)(dice, wireOf(name));
}

/** Everybody's remote does something before anybody is served: many are ready in one pass. */
export function everybody(dice: Dice, players: readonly Player[]): readonly PeerAction[] {
  return players.filter(({ role }) => role !== "late").flatMap((player) => remote(dice, player));
}

/** More than any system keeps for a remote that does not read. */
const FLOOD = { repeat: "0123456789abcdef", times: 400_000 } as const;
/** More than goes out in one piece. */
const STREAM = { repeat: "0123456789abcdef", times: 10_000 } as const;

/** A remote that keeps little and does not read. It has to be told before anybody connects. */
export function stingy(peer: Name): PeerAction {
  return { op: "peer.buffer", peer, receive: 262_144 };
}

/** More passes than one who buffers needs to connect and to get rid of that. */
const STREAMING_PASSES = 6;

/** Whether a channel keeps what it cannot send yet, and says nothing of how much that is. */
export function buffers({ base }: Player): boolean {
  return base === "async_chat" || base === "dispatcher_with_send";
}

/**
 * Sends more than the remote keeps, which it reads at last. How much goes out is the system's affair: that it is
 * neither nothing nor all, and that exactly this arrives, is not.
 */
export function flood(dice: Dice, player: Player, maps: readonly Name[], pass: Action): readonly Action[] {
  const { name: channel, base } = player;
  const read: Action = { op: "peer.recv", peer: wireOf(channel), from: channel };
  if (!buffers(player)) return [{ op: "send", channel, data: FLOOD }, ...(dice.chance(60) ? [pass] : []), read];
  const op = base === "async_chat" ? "push" : "send";
  return [{ op, channel, data: STREAM }, ...dice.times(STREAMING_PASSES, () => everywhere(maps)).flat(), read];
}

/** A pass over every map: wherever a channel is, what it keeps goes out. */
function everywhere(maps: readonly Name[]): readonly Action[] {
  const once = { op: "loop", timeout: 0, count: 1 } as const;
  return [once, ...maps.map((map) => ({ ...once, map }))];
}
