// Random reactions: what channels do when they are called. Most of what goes wrong in asyncore goes wrong in there.
// Knows which events a base has and what is likely to matter in each; knows nothing of steps or scripts.

import type { Action, ChannelDeclaration, ChannelEvent, Name, Plain, Reaction, Reactions } from "../../spec/program.ts";
import { asked, mapped, pass } from "./actions.ts";
import type { Cast, Player } from "./cast.ts";
import type { Dice, Weighted } from "./dice.ts";
import { raised } from "./material.ts";

type Event = Exclude<ChannelEvent, "repr" | "truth" | "log" | "log_info">;
type Chosen = { [event in ChannelEvent]?: readonly Reaction[] };

/** How often an event has reactions, in percent, when the base has it. */
const HANDLERS: readonly (readonly [Event, number])[] = [
  ["handle_connect", 50],
  ["handle_read", 75],
  ["handle_write", 45],
  ["handle_expt", 35],
  ["handle_close", 45],
  ["handle_error", 45],
];

/** Methods rarely overridden, of which a program has one at most. */
const OVERRIDDEN: readonly Event[] = [
  ...(["handle_read_event", "handle_write_event", "handle_expt_event", "handle_connect_event"] as const),
  ...(["add_channel", "del_channel", "send", "recv", "close", "accept"] as const),
];

/** True mostly at first, false later or the other way round: what a pass asked for and what it served are not the same. */
const ANSWERS: readonly (readonly Plain[])[] = [
  ...([[true], [true], [false], [true, false], [false, true], [true, false, true], [false, false, true]] as const),
  ...([
    [1, 0],
    [null, true],
  ] as const),
];

/** What a reaction of `player` does: mostly something to itself, often something to another. */
function inside(dice: Dice, player: Player, cast: Cast): Action {
  const others = cast.players.filter(({ name, role }) => name !== player.name && (role !== "late" || dice.chance(30)));
  const late = cast.players.filter(({ role }) => role === "late");
  const kind = dice.below(100);
  if (kind < 50 || others.length === 0) return asked(dice, player, cast);
  if (kind < 62) return { op: "close", channel: dice.pick(others).name };
  if (kind < 76) return asked(dice, dice.pick(others), cast);
  if (kind < 84 && late.length > 0) return made(dice, dice.pick(late).name, cast.spare);
  if (kind < 90) return { op: "super" };
  return kind < 96 ? mapped(dice, cast) : pass(dice, cast);
}

/** Makes a channel where none is looked for: in the middle of a pass. */
function made(dice: Dice, channel: Name, spare: readonly Name[]): Action {
  return spare.length > 0 && dice.chance(70)
    ? { op: "new", channel, socket: dice.pick(spare) }
    : { op: "new", channel };
}

function reaction(dice: Dice, player: Player, cast: Cast): Reaction {
  if (dice.chance(18)) return null;
  const actions = dice.times(dice.pick([0, 1, 1, 1, 2, 2, 3]), () => inside(dice, player, cast));
  const raises = dice.chance(actions.length === 0 ? 70 : 15);
  return { do: actions, ...(raises ? { raise: raised(dice) } : {}) };
}

function queue(dice: Dice, player: Player, cast: Cast): readonly Reaction[] {
  return dice.times(dice.pick([1, 1, 2, 3]), () => reaction(dice, player, cast));
}

/** Reads first, as nearly every program does, and then whatever. */
function reading(dice: Dice, player: Player, cast: Cast): readonly Reaction[] {
  const recv: Action = { op: "recv", channel: player.name, size: dice.pick([1, 4, 8192]) };
  return dice.times(dice.pick([1, 1, 2]), () => {
    const then = dice.chance(40) ? [inside(dice, player, cast)] : [];
    return { do: [recv, ...then], ...(dice.chance(8) ? { raise: raised(dice) } : {}) };
  });
}

/** Takes the connection and hands it to a channel, or does whatever. */
function accepting(dice: Dice, player: Player, cast: Cast): readonly Reaction[] {
  const late = cast.players.find(({ role }) => role === "late");
  if (late === undefined || dice.chance(25)) return queue(dice, player, cast);
  return [{ args: ["taken", "place"], do: [{ op: "new", channel: late.name, socket: "taken" }] }];
}

function predicate(dice: Dice, player: Player, cast: Cast): readonly Reaction[] {
  const answers: readonly Reaction[] = dice.pick(ANSWERS);
  if (dice.chance(85)) return answers;
  const acting: Reaction = dice.chance(60)
    ? { do: [inside(dice, player, cast)], return: true }
    : { raise: raised(dice) };
  return dice.chance(50) ? [acting, ...answers] : [...answers, acting];
}

function listening(dice: Dice, player: Player, cast: Cast): Chosen {
  return {
    ...(dice.chance(70) ? { handle_accepted: accepting(dice, player, cast) } : {}),
    ...(dice.chance(25) ? { handle_accept: [{ do: [inside(dice, player, cast)] }, { do: [{ op: "super" }] }] } : {}),
  };
}

const COLLECTING: Weighted<(dice: Dice, player: Player, cast: Cast) => readonly Reaction[]> = [
  [6, () => [null]],
  [3, queue],
];

function chatting(dice: Dice, player: Player, cast: Cast): Chosen {
  return {
    ...(dice.chance(95) ? { collect_incoming_data: dice.weigh(COLLECTING)(dice, player, cast) } : {}),
    ...(dice.chance(95) ? { found_terminator: dice.weigh(COLLECTING)(dice, player, cast) } : {}),
  };
}

/** An overridden method does something and what its original does; not doing that is rarer. */
function overriding(dice: Dice, player: Player, cast: Cast): Chosen {
  const before = dice.chance(50) ? [inside(dice, player, cast)] : [];
  const acting: Reaction = dice.chance(80) ? { do: [...before, { op: "super" }] } : reaction(dice, player, cast);
  return { [dice.pick(OVERRIDDEN)]: [acting, { do: [{ op: "super" }] }] };
}

function handling(dice: Dice, player: Player, cast: Cast): Chosen {
  const isChat = player.base === "async_chat";
  const chosen = HANDLERS.filter(([event, percent]) => {
    const isOwn = isChat && (event === "handle_read" || event === "handle_write" || event === "handle_close");
    return dice.chance(isOwn ? 8 : percent); // async_chat has its own, and they are what is to be tried.
  });
  return Object.fromEntries(
    chosen.map(([event]) => [
      event,
      event === "handle_read" && dice.chance(80) ? reading(dice, player, cast) : queue(dice, player, cast),
    ]),
  );
}

/** The declaration of `player`: its base, and what it does when it is called. */
export function declared(dice: Dice, player: Player, cast: Cast): ChannelDeclaration {
  const { base, role } = player;
  const answers = dice.some(["readable", "writable"] as const, cast.world === "scripted" ? 45 : 25);
  const on: Reactions<ChannelEvent> = {
    ...Object.fromEntries(answers.map((event) => [event, predicate(dice, player, cast)])),
    ...handling(dice, player, cast),
    ...(role === "listener" ? listening(dice, player, cast) : {}),
    ...(base === "async_chat" ? chatting(dice, player, cast) : {}),
    ...(dice.chance(15) ? overriding(dice, player, cast) : {}),
  };
  return Object.keys(on).length === 0 ? { base } : { base, on };
}
