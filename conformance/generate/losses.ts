// Random programs about what the system says of a connection: lost, ended, not now; and of one that waits to be accepted.
// Knows which answers there are; knows nothing of what is right.

import type { Action, Base, ChannelDeclaration, Name, Program } from "../../spec/program.ts";
import type { Outcome, ScriptedPair, Taken } from "../../spec/script.ts";
import { done, FIRST_FD, onePass, plugged } from "./calm.ts";
import type { Dice } from "./dice.ts";
import { data, errno, size } from "./material.ts";

function failing<Value>(dice: Dice, percent: number, value: () => Value): readonly Outcome<Value>[] {
  return dice.times(8, () => (dice.chance(percent) ? { errno: errno(dice) } : { value: value() }));
}

/** One that bears with what it hears of its end, often: it is told again, then. */
function bearing(dice: Dice, channel: Name, base: Base): ChannelDeclaration {
  const send: Action = { op: "send", channel, data: "hello" };
  const own = base === "dispatcher" ? { handle_write: [{ do: [send] }] } : {};
  return {
    base,
    on: {
      handle_read: [{ do: [{ op: "recv", channel, size: size(dice) }] }],
      ...own,
      ...(dice.chance(60) ? { handle_close: [null] } : {}),
      ...(dice.chance(60) ? { handle_error: [null] } : {}),
    },
  };
}

/** What is asked of a channel by a step. */
function exchange(dice: Dice, channel: Name): Action {
  return dice.weigh<() => Action>([
    [3, () => ({ op: "send", channel, data: data(dice) })],
    [3, () => ({ op: "recv", channel, size: size(dice) })],
    [4, () => onePass(dice)],
  ])();
}

const TAKEN: readonly Taken[] = ["all", "all", 1, 0];

/** Two channels whose connections end in every way there is. */
export function lossDraft(dice: Dice): Program {
  const names = ["c0", "c1"] as const;
  const fds = names.map((_, index) => FIRST_FD + index);
  const base = () => dice.pick(["dispatcher", "dispatcher", "dispatcher_with_send"] as const);
  const socket = (fd: number) => ({
    ...plugged(fd),
    recv: failing(dice, 50, () => data(dice)),
    send: failing(dice, 50, () => dice.pick(TAKEN)),
  });
  const passes = dice.times(10, () => ({ read: dice.some(fds, 60), write: dice.some(fds, 60) }));
  return {
    world: "scripted",
    channels: Object.fromEntries(names.map((name) => [name, bearing(dice, name, base())])),
    script: {
      sockets: Object.fromEntries(fds.map((fd, index) => [`s${index}`, socket(fd)])),
      select: passes.map((value) => ({ value })),
      poll: passes.map(({ read }) => ({ value: read.map((fd) => ({ fd, flags: ["POLLIN", "POLLOUT"] as const })) })),
    },
    steps: [
      ...names.map((channel, index): Action => ({ op: "new", channel, socket: `s${index}` })),
      ...dice.times(10, () => exchange(dice, dice.pick(names))),
    ],
  };
}

/** A listener, those who come, and those who went away before they were taken. */
export function accepterDraft(dice: Dice): Program {
  const clients = dice.times(4, (index) => `a${index}`);
  const pairs = clients.map((name): Outcome<ScriptedPair> => ({ value: [name, "remote"] }));
  const odd = () =>
    dice.pick<Outcome<ScriptedPair>>([{ errno: errno(dice) }, { errno: "ECONNABORTED" }, { value: null }]);
  const accept = pairs.flatMap((pair) => [...dice.times(dice.below(3), odd), pair]);
  const ready = dice.chance(70) ? { read: [FIRST_FD] } : { read: [FIRST_FD], write: [FIRST_FD] };
  const flags = "write" in ready ? (["POLLIN", "POLLOUT"] as const) : (["POLLIN"] as const);
  return {
    world: "scripted",
    channels: {
      c0: {
        base: "dispatcher",
        on: { handle_error: [null], ...(dice.chance(50) ? { handle_accepted: [null] } : {}) },
      },
    },
    script: {
      socket: [{ value: "s0" }],
      sockets: {
        s0: { fd: FIRST_FD, setblocking: done, bind: done, listen: done, accept, close: done },
        ...Object.fromEntries(clients.map((name, index) => [name, plugged(FIRST_FD + 1 + index)])),
      },
      select: accept.map(() => ({ value: ready })),
      poll: accept.map(() => ({ value: [{ fd: FIRST_FD, flags }] })),
    },
    steps: [
      { op: "new", channel: "c0" },
      { op: "create_socket", channel: "c0" },
      { op: "bind", channel: "c0", to: "here" },
      { op: "listen", channel: "c0", backlog: 5 },
      ...accept.map(() => onePass(dice)),
    ],
  };
}
