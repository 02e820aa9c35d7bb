// Random programs of the scripted world: channels, what they do, and the system that answers them.
// Knows how a cast becomes a script and steps; what the answers are is in script.ts.

import type { Action, Name, Outcome, Program, Script, ScriptedFile, ScriptedSocket } from "../../spec/program.ts";
import { asked, mapped, pass } from "./actions.ts";
import { type Cast, namesOf, type Player, players, type Role } from "./cast.ts";
import type { Dice, Weighted } from "./dice.ts";
import { declared } from "./reactions.ts";
import { fileScript, socketScript, waits } from "./script.ts";
import { surroundings } from "./surroundings.ts";

const ROLES: Weighted<Role> = [
  [6, "plugged"],
  [4, "client"],
  [2, "listener"],
  [1, "filed"],
];

/** A legal program can recurse without end: these are enough to see that it does. */
const LIMITS = { observations: 300, depth: 14 } as const;

const FIRST_FD = 4;

function casting(dice: Dice): Cast {
  return {
    world: "scripted",
    players: players(dice, ROLES),
    spare: dice.chance(40) ? ["taken", "spare"] : ["taken"],
    servers: ["remote"],
    wires: [],
    maps: namesOf("m", dice.chance(15) ? 1 : 0),
    objects: namesOf("o", dice.chance(8) ? 1 : 0),
    producers: namesOf("more", dice.chance(25) ? 1 : 0),
  };
}

/** Gives a descriptor, which somebody had before in so many of 100 cases. */
type FdOf = (reusedPercent: number) => number;

/** Hands out descriptors, now and then one that somebody had before: the system reuses them at once. */
function numbering(dice: Dice): FdOf {
  const used: number[] = [];
  return (reusedPercent) => {
    const isReused = used.length > 0 && dice.chance(reusedPercent);
    const fd = isReused ? dice.pick(used) : FIRST_FD + used.length;
    if (!isReused) used.push(fd);
    return fd;
  };
}

interface Parts {
  readonly sockets: Record<Name, ScriptedSocket>;
  readonly files: Record<Name, ScriptedFile>;
  readonly made: Outcome<Name>[];
}

/** The script's part in one player: its sockets, and those it will accept. */
function partOf(dice: Dice, player: Player, fdOf: FdOf, parts: Parts): void {
  const { name, role } = player;
  const { sockets, files, made } = parts;
  if (role === "late") return;
  if (role === "filed") {
    files[`f${name}`] = fileScript(dice, fdOf(0), fdOf(0));
    return;
  }
  const accepts = role === "listener" ? namesOf(`a${name}`, dice.between(1, 2)) : undefined;
  const fd = fdOf(role === "plugged" ? 0 : 6);
  const kind = { given: role === "plugged", connects: role === "client" };
  sockets[`s${name}`] = socketScript(dice, { fd, ...kind, ...(accepts === undefined ? {} : { accepts }) });
  for (const accepted of accepts ?? []) sockets[accepted] = socketScript(dice, { fd: fdOf(25) });
  if (role !== "plugged") made.push({ value: `s${name}` });
}

function scriptOf(dice: Dice, cast: Cast): Script {
  const fdOf = numbering(dice);
  const parts: Parts = { sockets: {}, files: {}, made: [] };
  for (const player of cast.players) partOf(dice, player, fdOf, parts);
  if (cast.spare.includes("spare")) parts.sockets.spare = socketScript(dice, { fd: fdOf(0), given: true });
  if (dice.chance(40)) {
    parts.sockets.extra = socketScript(dice, { fd: fdOf(40), connects: true });
    parts.made.push({ value: "extra" });
  }
  if (dice.chance(5)) parts.made.unshift({ errno: dice.pick(["EMFILE", "ENOBUFS", "EACCES"] as const) });
  const fds = [...Object.values(parts.sockets), ...Object.values(parts.files)].map(({ fd }) => fd);
  const copies = Object.values(parts.files).flatMap(({ dup = [] }) =>
    dup.flatMap((one) => ("value" in one ? [one.value] : [])),
  );
  const { sockets, files, made } = parts;
  return {
    ...(made.length > 0 ? { socket: made } : {}),
    sockets,
    ...(Object.keys(files).length > 0 ? { files } : {}),
    ...waits(dice, [...new Set([...fds, ...copies])]),
  };
}

/** How a player comes into being. */
function opening(dice: Dice, { name: channel, base, role }: Player, { maps }: Cast): readonly Action[] {
  const map = maps.length > 0 && dice.chance(30) ? { map: dice.pick(maps) } : {};
  const terminated: readonly Action[] =
    base === "async_chat" && dice.chance(90)
      ? [{ op: "set_terminator", channel, terminator: dice.pick(["\r\n", "\n", 2, null]) }]
      : [];
  switch (role) {
    case "late":
    case "datagram":
      return [];
    case "plugged":
      return [{ op: "new", channel, socket: `s${channel}`, ...map }, ...terminated];
    case "filed":
      return [{ op: "new", channel, file: `f${channel}`, ...map }];
    case "client":
      return [
        { op: "new", channel, ...map },
        ...terminated,
        { op: "create_socket", channel, ...(dice.chance(8) ? { type: "datagram" } : {}) },
        { op: "connect", channel, to: "remote" },
      ];
    case "listener":
      return [
        { op: "new", channel, ...map },
        { op: "create_socket", channel },
        ...(dice.chance(25) ? [{ op: "set_reuse_addr", channel } as const] : []),
        { op: "bind", channel, to: "here" },
        { op: "listen", channel, backlog: 5 },
      ];
  }
}

function then(dice: Dice, cast: Cast): Action {
  const kind = dice.below(100);
  if (kind < 62) return pass(dice, cast);
  if (kind < 90) return asked(dice, dice.pick(cast.players), cast);
  return kind < 95 ? mapped(dice, cast) : { op: "socket.closeOf", channel: dice.pick(cast.players).name };
}

/** A random draft of a scripted program: it may still name what nothing makes. */
export function scriptedDraft(dice: Dice): Program {
  const cast = casting(dice);
  const openings = cast.players.flatMap((player) => [
    ...opening(dice, player, cast),
    ...(dice.chance(20) ? [pass(dice, cast)] : []),
  ]);
  return {
    world: "scripted",
    channels: Object.fromEntries(cast.players.map((player) => [player.name, declared(dice, player, cast)])),
    ...surroundings(dice, cast),
    script: scriptOf(dice, cast),
    limits: LIMITS,
    steps: [...openings, pass(dice, cast), ...dice.times(dice.between(1, 6), () => then(dice, cast))],
  };
}
