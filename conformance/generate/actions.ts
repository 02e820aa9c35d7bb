// Random actions on channels, maps and the loop, as they may stand at top level and inside reactions.
// Knows what may be asked of which base; knows neither peers nor scripts.

import type { Action, Attribute, ChannelAction, ChannelEvent, Name, Plain } from "../../spec/program.ts";
import type { Cast, Player } from "./cast.ts";
import type { Dice, Weighted } from "./dice.ts";
import { data, size, terminator } from "./material.ts";

type Make = (dice: Dice, channel: Name, cast: Cast) => ChannelAction;

const FLAGS = ["connected", "accepting", "connecting", "closing"] as const;

const CALLABLE: readonly ChannelEvent[] = [
  ...(["handle_read_event", "handle_write_event", "handle_expt_event", "handle_connect_event"] as const),
  ...(["handle_close", "handle_read", "handle_write", "readable", "writable"] as const),
];

function attribute(dice: Dice): { attribute: Attribute; value: Plain } {
  if (dice.chance(75)) return { attribute: dice.pick(FLAGS), value: dice.chance(50) };
  return dice.pick([
    { attribute: "debug", value: true },
    { attribute: "addr", value: null },
    { attribute: "socket", value: null },
    { attribute: "ac_in_buffer_size", value: 2 },
    { attribute: "ac_out_buffer_size", value: 3 },
    { attribute: "out_buffer", value: "left" },
  ] as const);
}

const inMap = (dice: Dice, { maps }: Cast): { map?: Name } =>
  maps.length > 0 && dice.chance(50) ? { map: dice.pick(maps) } : {};

const send: Make = (dice, channel) => ({ op: "send", channel, data: data(dice) });
const recv: Make = (dice, channel) => ({ op: "recv", channel, size: size(dice) });
const close: Make = (_dice, channel) => ({ op: "close", channel });

/** What may be asked of every channel. */
const OF_ALL: Weighted<Make> = [
  [8, send],
  [6, recv],
  [9, close],
  [2, (dice, channel, cast) => ({ op: "add_channel", channel, ...inMap(dice, cast) })],
  [3, (dice, channel, cast) => ({ op: "del_channel", channel, ...inMap(dice, cast) })],
  [3, (dice, channel) => ({ op: "set", channel, ...attribute(dice) })],
  [1, (dice, channel) => ({ op: "get", channel, attribute: dice.pick([...FLAGS, "addr", "socket"]) })],
  [2, (dice, channel) => ({ op: "call", channel, event: dice.pick(CALLABLE) })],
  [2, (dice, channel, { servers }) => ({ op: "connect", channel, to: dice.pick(servers) })],
  [1, (_dice, channel) => ({ op: "accept", channel })],
  [1, (dice, channel) => ({ op: "create_socket", channel, ...(dice.chance(25) ? { type: "datagram" } : {}) })],
  [1, (_dice, channel) => ({ op: "describe", channel, as: "repr" })],
  [1, (dice, channel) => ({ op: "log_info", channel, message: "said", type: dice.pick(["info", "warning", "error"]) })],
];

const OF_CHAT: Weighted<Make> = [
  [8, (dice, channel) => ({ op: "push", channel, data: data(dice) })],
  [4, (dice, channel) => ({ op: "set_terminator", channel, terminator: terminator(dice) })],
  [3, (_dice, channel) => ({ op: "close_when_done", channel })],
  [2, (_dice, channel) => ({ op: "initiate_send", channel })],
  [1, (_dice, channel) => ({ op: "discard_buffers", channel })],
  [1, (_dice, channel) => ({ op: "get_terminator", channel })],
  [1, (_dice, channel) => ({ op: "_get_data", channel })],
  [2, pushed],
  [6, close],
  [2, recv],
];

function pushed(dice: Dice, channel: Name, { producers }: Cast): ChannelAction {
  const producer = producers.length > 0 ? dice.pick(producers) : { data: "abcdef", bufferSize: 4 };
  return { op: "push_with_producer", channel, producer };
}

/** Something asked of `player`. */
export function asked(dice: Dice, { name, base }: Player, cast: Cast): ChannelAction {
  const table = base === "async_chat" && dice.chance(65) ? OF_CHAT : OF_ALL;
  return dice.weigh(table)(dice, name, cast);
}

/** What passes there are to choose from: one at a time mostly, a few in a row, or as many as it takes. */
const COUNTS = [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 0, null] as const;

/** A pass, or a few. In real time nothing waits; a script's time costs nothing. */
export function pass(dice: Dice, cast: Cast): Action {
  const timeout = cast.world === "scripted" ? dice.pick([0, 0, 0.5, 1.5, 0.0019, null]) : 0;
  const map = dice.chance(80) ? inMap(dice, cast) : {};
  const use_poll = dice.chance(50);
  if (dice.chance(12)) return { op: dice.pick(["poll", "poll2", "poll3"] as const), timeout, ...map };
  if (dice.chance(10)) return settled(dice, cast, use_poll);
  const count = dice.pick(COUNTS);
  return { op: "loop", timeout, ...(use_poll ? { use_poll } : {}), ...map, ...(count === null ? {} : { count }) };
}

function settled(dice: Dice, { players }: Cast, use_poll: boolean): Action {
  const { name: of } = dice.pick(players);
  const until = dice.pick([
    { event: dice.pick(["handle_read", "handle_write", "handle_close", "handle_connect"] as const), of },
    { attribute: "connected", of, is: true },
    { closed: of },
  ] as const);
  return { op: "settle", until, limit: 4, ...(use_poll ? { use_poll } : {}) };
}

/** Something done to a map as a whole or behind a channel's back. */
export function mapped(dice: Dice, cast: Cast): Action {
  const map = inMap(dice, cast);
  if (cast.objects.length > 0 && dice.chance(50)) {
    const where = { map: map.map ?? "global", socket: dice.pick(cast.players).name };
    return dice.chance(70)
      ? { op: "map.put", ...where, entry: dice.pick(cast.objects) }
      : { op: "map.remove", ...where };
  }
  return dice.chance(80)
    ? { op: "close_all", ...map, ignore_all: dice.chance(40) }
    : { op: "map.clear", map: map.map ?? "global" };
}
