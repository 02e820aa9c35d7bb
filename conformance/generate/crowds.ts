// Random programs about passes: many who are ready at once, in several maps, who close each other and raise; and many passes.
// Knows what happens in a pass; knows nothing of bytes.

import type { Action, ChannelDeclaration, Name, Program, RaisedKind, Reaction } from "../../spec/program.ts";
import type { PollReady, SelectReady } from "../../spec/script.ts";
import { FIRST_FD, onePass, plugged } from "./calm.ts";
import type { Dice, Weighted } from "./dice.ts";

const MAPS = ["m0", "m1"] as const;

const RAISED: readonly RaisedKind[] = ["exit-now", "interrupt", "system-exit", "value", "key", "other"];

/** What one of a crowd does when it is served. */
function act(dice: Dice, channel: Name, others: readonly Name[]): Reaction {
  return dice.weigh<() => Reaction>([
    [5, () => null],
    [3, () => ({ do: [{ op: "close", channel: dice.pick(others) }] })],
    [2, () => ({ do: [{ op: "close", channel }] })],
    [2, () => ({ raise: { kind: dice.pick(RAISED) } })],
    [1, () => ({ raise: { kind: "os", errno: dice.pick(["EPIPE", "EINTR"] as const) } })],
    [1, () => ({ do: [onePass(dice)] })],
  ])();
}

function member(dice: Dice, channel: Name, others: readonly Name[]): ChannelDeclaration {
  const few = () => dice.times(dice.between(1, 3), () => act(dice, channel, others));
  return {
    base: "dispatcher",
    on: {
      readable: [dice.chance(85)],
      writable: [dice.chance(70)],
      handle_read: few(),
      handle_write: few(),
      handle_expt: few(),
    },
  };
}

function selected(dice: Dice, fds: readonly number[]): SelectReady {
  return { read: dice.some(fds, 70), write: dice.some(fds, 60), except: dice.some(fds, 30) };
}

const FLAGS: Weighted<PollReady[number]["flags"]> = [
  [4, ["POLLIN"]],
  [3, ["POLLOUT"]],
  [4, ["POLLIN", "POLLOUT"]],
  [2, ["POLLIN", "POLLPRI"]],
  [1, ["POLLIN", "POLLHUP"]],
];

/** Several channels in several maps, most of them ready in each pass. */
export function crowdDraft(dice: Dice): Program {
  const names = dice.times(dice.between(2, 5), (index) => `c${index}`);
  const fds = names.map((_, index) => FIRST_FD + index);
  const someMap = () =>
    dice.weigh<Name | undefined>([
      [3, undefined],
      [1, MAPS[0]],
      [1, MAPS[1]],
    ]);
  const made = names.map((channel, index): Action => {
    const map = someMap();
    return { op: "new", channel, socket: `s${index}`, ...(map === undefined ? {} : { map }) };
  });
  const passes = dice.times(dice.between(3, 8), () => onePass(dice, someMap()));
  const closed = dice.some(names, 15).map((channel): Action => ({ op: "close", channel }));
  const calm = dice.times(12, () => ({ value: 0 }));
  const waits = 2 * passes.length;
  return {
    world: "scripted",
    channels: Object.fromEntries(names.map((name) => [name, member(dice, name, names)])),
    maps: Object.fromEntries(MAPS.map((map) => [map, { kind: "plain" }])),
    script: {
      sockets: Object.fromEntries(fds.map((fd, index) => [`s${index}`, { ...plugged(fd), getsockopt: calm }])),
      select: dice.times(waits, () => ({ value: selected(dice, fds) })),
      poll: dice.times(waits, () => ({ value: dice.some(fds, 70).map((fd) => ({ fd, flags: dice.weigh(FLAGS) })) })),
      sleep: dice.times(waits, () => ({ value: null })),
    },
    steps: [...made, ...passes.toSpliced(dice.below(passes.length + 1), 0, ...closed)],
  };
}

/** How many passes there may be in one loop: more than anybody would try by hand. */
const MOST_PASSES = 300;

/** A channel that stays, and a loop of many passes. */
export function longDraft(dice: Dice): Program {
  const count = dice.chance(20) ? dice.between(100, MOST_PASSES) : dice.between(4, 40);
  const idle = dice.times(count, () => ({ value: [] }));
  return {
    world: "scripted",
    channels: {
      c0: { base: "dispatcher", on: { readable: [dice.chance(60)], writable: [dice.chance(40)] } },
    },
    script: {
      sockets: { s0: plugged(FIRST_FD) },
      select: idle.map(() => ({ value: {} })),
      poll: idle,
      sleep: idle.map(() => ({ value: null })),
    },
    limits: { observations: 4 * MOST_PASSES },
    steps: [
      { op: "new", channel: "c0", socket: "s0" },
      { op: "loop", timeout: 0, count, ...(dice.chance(50) ? { use_poll: true } : {}) },
    ],
  };
}
