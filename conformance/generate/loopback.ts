// Random programs of the loopback world: channels, what they do, and remotes that behave and misbehave.
// Everything in them is decided: nothing waits, and nothing is sent in parts but at the very end, by who says how much.

import type { Family } from "../../spec/host.ts";
import type { Action, ChannelDeclaration, Name, Program } from "../../spec/program.ts";
import { asked, mapped, pass } from "./actions.ts";
import { type Cast, namesOf, type Player, players, type Role } from "./cast.ts";
import type { Dice, Weighted } from "./dice.ts";
import { declared } from "./reactions.ts";
import { buffers, everybody, flood, remote, stingy, wireOf } from "./remotes.ts";
import { surroundings } from "./surroundings.ts";

const ROLES: Weighted<Role> = [
  [6, "client"],
  [5, "plugged"],
  [4, "listener"],
  [2, "datagram"],
];

const ROLES_WITH_FILES: Weighted<Role> = [...ROLES, [5, "filed"]];

const LIMITS = { observations: 300, depth: 14 } as const;

/** Every number below is taken, so that a closed descriptor is what the next socket gets, whatever else a process has open. */
const FILLED_BELOW = 64;

function casting(dice: Dice): Cast {
  const all = players(dice, dice.chance(6) ? ROLES_WITH_FILES : ROLES);
  const wires = all.flatMap(({ name, role }) => (role === "late" ? [] : [wireOf(name)]));
  return {
    world: "loopback",
    players: all,
    spare: ["taken"],
    servers: dice.chance(12) ? ["server", "nobody"] : ["server"],
    wires,
    maps: namesOf("m", dice.chance(12) ? 1 : 0),
    objects: [],
    producers: namesOf("more", dice.chance(20) ? 1 : 0),
  };
}

interface Opening {
  readonly dice: Dice;
  readonly cast: Cast;
  readonly family: Family;
}

function connecting({ dice, cast, family }: Opening, channel: Name): readonly Action[] {
  const accepts = dice.chance(85);
  return [
    { op: "create_socket", channel, ...(family === "inet" ? {} : { family }) },
    { op: "connect", channel, to: dice.chance(92) ? "server" : dice.pick(cast.servers) },
    ...(accepts ? [{ op: "peer.accept", peer: "server", as: wireOf(channel) } as const] : []),
  ];
}

function listening({ dice, family }: Opening, channel: Name): readonly Action[] {
  const to = family === "unix" ? { path: `at${channel}` } : ({ any: "inet" } as const);
  const named = family === "inet" ? {} : { family };
  const remotes = namesOf(wireOf(channel), dice.pick([1, 1, 2])).map((name, index) =>
    index === 0 ? wireOf(channel) : name,
  );
  return [
    { op: "create_socket", channel, ...named },
    ...(dice.chance(25) ? [{ op: "set_reuse_addr", channel } as const] : []),
    { op: "bind", channel, to },
    { op: "listen", channel, backlog: 5 },
    ...remotes.map((peer) => ({ op: "peer.connect", peer, to: channel, ...named }) as const),
  ];
}

function plugging({ family }: Opening, channel: Name): readonly Action[] {
  const socket = `s${channel}`;
  return [
    { op: "socket.create", as: socket, family, type: "stream" },
    { op: "socket.connect", socket, to: "server" },
    { op: "peer.accept", peer: "server", as: wireOf(channel) },
  ];
}

/** Bound to a place of its own, or to the remote it sends to, or both. */
function exchanging({ dice }: Opening, channel: Name): readonly Action[] {
  const peer = wireOf(channel);
  const binds = dice.chance(35);
  return [
    { op: "peer.bind", peer, type: "datagram" },
    { op: "create_socket", channel, type: "datagram" },
    ...(binds ? [{ op: "bind", channel, to: { any: "inet" } } as const] : []),
    ...(!binds || dice.chance(50) ? [{ op: "connect", channel, to: peer } as const] : []),
  ];
}

function filing({ dice }: Opening, channel: Name): readonly Action[] {
  const reads = dice.chance(60);
  return [
    { op: "peer.pipe", peer: wireOf(channel), direction: reads ? "to-program" : "from-program" },
    { op: "file.open", as: `f${channel}`, peer: wireOf(channel), mode: reads ? "read" : "write" },
  ];
}

/** How a player comes into being. */
function opening(open: Opening, { name: channel, base, role }: Player): readonly Action[] {
  const { dice, cast } = open;
  const map = cast.maps.length > 0 && dice.chance(30) ? { map: dice.pick(cast.maps) } : {};
  const terminated: readonly Action[] =
    base === "async_chat" && dice.chance(90)
      ? [{ op: "set_terminator", channel, terminator: dice.pick(["\r\n", "\n", 2, null]) }]
      : [];
  switch (role) {
    case "late":
      return [];
    case "plugged":
      return [...plugging(open, channel), { op: "new", channel, socket: `s${channel}`, ...map }, ...terminated];
    case "filed":
      return [...filing(open, channel), { op: "new", channel, file: `f${channel}`, ...map }];
    case "client":
      return [{ op: "new", channel, ...map }, ...terminated, ...connecting(open, channel)];
    case "datagram":
      return [{ op: "new", channel, ...map }, ...terminated, ...exchanging(open, channel)];
    case "listener":
      return [{ op: "new", channel, ...map }, ...listening(open, channel)];
  }
}

/** Urgent data is for IP: what a system makes of it elsewhere is its own affair. */
function remotes({ dice, cast, family }: Opening): readonly Action[] {
  const actions = dice.chance(15) ? everybody(dice, cast.players) : remote(dice, dice.pick(cast.players));
  return family === "inet" ? actions : actions.filter(({ op }) => op !== "peer.urgent");
}

function then(open: Opening): readonly Action[] {
  const { dice, cast } = open;
  const kind = dice.below(100);
  if (kind < 42) return [pass(dice, cast)];
  if (kind < 82) return dice.chance(50) ? [...remotes(open), pass(dice, cast)] : remotes(open);
  return [kind < 96 ? asked(dice, dice.pick(cast.players), cast) : mapped(dice, cast)];
}

function servers({ cast, family }: Opening): readonly Action[] {
  const named = family === "inet" ? {} : { family };
  return cast.servers.map(
    (peer): Action => (peer === "server" ? { op: "peer.listen", peer, ...named } : { op: "peer.bind", peer, ...named }),
  );
}

/** Who sends more than its remote keeps, if anybody does: rarely, since that takes a hundred times as long as anything else. */
function flooding({ dice, cast, family }: Opening): Player | undefined {
  if (family !== "inet" || !dice.chance(1)) return undefined;
  return cast.players.find(({ role }) => role === "client" || role === "plugged");
}

/** What happens once everybody is there. */
function happening(open: Opening): readonly Action[] {
  const { dice, cast } = open;
  return [...remotes(open), pass(dice, cast), ...dice.times(dice.between(1, 6), () => then(open)).flat()];
}

/** A file still blocks while its channel is added: whoever read it there would wait for a peer that cannot come. */
function unblocked({ role }: Player, declaration: ChannelDeclaration): ChannelDeclaration {
  if (role !== "filed" || declaration.on === undefined) return declaration;
  const { add_channel: _, ...on } = declaration.on;
  return { ...declaration, on };
}

/**
 * Who is made at all. A remote waits for all that was sent to it, for seconds if need be. Whoever buffers says that everything is
 * sent, and nobody may keep it from that: one in three hundred programs did, and took more time than all others together.
 */
function present({ players }: Cast, flooded: Player | undefined): readonly Player[] {
  return flooded !== undefined && buffers(flooded) ? [flooded] : players;
}

/** What a player does when it is called: for the same reason nothing of its own while it gets rid of what it buffers. */
function doing(open: Opening, player: Player, flooded: Player | undefined): ChannelDeclaration {
  const declaration = unblocked(player, declared(open.dice, player, open.cast));
  return player === flooded && buffers(player) ? { base: player.base } : declaration;
}

/** A random draft of a loopback program: it may still name what nothing makes. */
export function loopbackDraft(dice: Dice): Program {
  const cast = casting(dice);
  const open: Opening = { dice, cast, family: dice.chance(5) ? "unix" : "inet" };
  const flooded = flooding(open);
  const openings = present(cast, flooded).flatMap((player) => [
    ...opening(open, player),
    ...(dice.chance(20) ? [pass(dice, cast)] : []),
  ]);
  return {
    world: "loopback",
    channels: Object.fromEntries(cast.players.map((player) => [player.name, doing(open, player, flooded)])),
    ...surroundings(dice, cast),
    limits: LIMITS,
    steps: [
      { op: "socket.fill", below: FILLED_BELOW },
      ...servers(open),
      ...(flooded === undefined ? [] : [stingy("server")]),
      ...openings,
      ...(flooded === undefined ? happening(open) : flood(dice, flooded, cast.maps, pass(dice, cast))),
    ],
  };
}
