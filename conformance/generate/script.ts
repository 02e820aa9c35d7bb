// Random scripts: what the system below answers, call by call, with every errno and with readiness nobody asked for.
// Knows which calls a socket or file is asked for; knows nothing of who asks.

import type {
  ConnectCode,
  Name,
  Outcome,
  PollReady,
  Script,
  ScriptedFile,
  ScriptedSocket,
  SelectReady,
  Taken,
} from "../../spec/program.ts";
import type { Dice, Weighted } from "./dice.ts";
import { data, errno, outcome } from "./material.ts";

const CONNECTS: Weighted<ConnectCode> = [
  [10, "EINPROGRESS"],
  [4, 0],
  [1, "EISCONN"],
  [1, "EALREADY"],
  [1, "EAGAIN"],
  [1, "ECONNREFUSED"],
];

const TAKEN: readonly Taken[] = ["all", "all", "all", "all", 1, 2, 0];

/** A descriptor that nobody ever had. */
const STRANGER = 99;

/** A socket and what it is for: that decides which calls it has to answer. One that listens accepts others. */
export interface SocketPart {
  readonly fd: number;
  /** It is there from the beginning. What an implementation makes itself cannot be made a false value everywhere. */
  readonly given?: boolean;
  readonly connects?: boolean;
  readonly accepts?: readonly Name[];
}

function never<Value>(dice: Dice, value: Value): readonly Outcome<Value>[] {
  return [outcome(dice, 3, () => value)];
}

function accepting(
  dice: Dice,
  names: readonly Name[],
): Pick<ScriptedSocket, "bind" | "listen" | "accept" | "setsockopt"> {
  const pairs = names.map((name) => outcome(dice, 10, () => (dice.chance(94) ? ([name, "remote"] as const) : null)));
  const odd = outcome(dice, 85, () => dice.pick([null, "triple"] as const));
  return {
    setsockopt: never(dice, null),
    bind: never(dice, null),
    listen: never(dice, null),
    accept: [...(dice.chance(40) ? [odd, ...pairs] : [...pairs, odd]), { errno: "EAGAIN" }],
  };
}

/** What a socket answers. Now and then also what one of its kind is never asked for, in good order. */
export function socketScript(dice: Dice, { fd, given = false, connects = false, accepts }: SocketPart): ScriptedSocket {
  const few = () => dice.between(2, 4);
  const listens = accepts !== undefined;
  const connected = connects || dice.chance(40) ? { connect_ex: dice.times(few(), () => connecting(dice)) } : {};
  const named = connects || listens ? {} : { getpeername: [peerName(dice)] };
  return {
    fd,
    ...(given && dice.chance(3) ? { truth: false } : {}),
    setblocking: [outcome(dice, 3, () => null)],
    ...named,
    getsockopt: dice.times(few(), () => outcome(dice, 4, () => (dice.chance(82) ? 0 : errno(dice)))),
    ...(listens ? accepting(dice, accepts) : connected),
    ...(!listens || dice.chance(15) ? carrying(dice, few()) : {}),
    close: [outcome(dice, 12, () => null)],
  };
}

/**
 * An errno is what this call gives, and never what it raises. What the original says of one is its name, and of the two that
 * Linux has for this number each version of Python knows another.
 */
function connecting(dice: Dice): Outcome<ConnectCode> {
  const given = outcome(dice, 10, () => dice.weigh(CONNECTS));
  const isOdd = ("raise" in given && given.raise.kind === "os") || ("errno" in given && given.errno === "EOPNOTSUPP");
  return isOdd ? { value: "ECONNREFUSED" } : given;
}

function peerName(dice: Dice): Outcome<Name> {
  return dice.chance(12) ? { errno: dice.pick(["ENOTCONN", "EINVAL"] as const) } : outcome(dice, 6, () => "remote");
}

function carrying(dice: Dice, few: number): Pick<ScriptedSocket, "recv" | "send"> {
  return {
    recv: dice.times(few, () => outcome(dice, 22, () => data(dice))),
    send: dice.times(few, () => outcome(dice, 18, () => dice.pick(TAKEN))),
  };
}

/** What a file answers, which is given `copy` as its second descriptor. */
export function fileScript(dice: Dice, fd: number, copy: number): ScriptedFile {
  return {
    fd,
    dup: [outcome(dice, 5, () => copy)],
    setblocking: never(dice, null),
    read: dice.times(3, () => outcome(dice, 20, () => data(dice))),
    write: dice.times(3, () => outcome(dice, 20, () => dice.pick(TAKEN))),
    close: [outcome(dice, 12, () => null)],
  };
}

/** Several at once, mostly; sometimes one that nobody asked for. */
function ready(dice: Dice, fds: readonly number[], percent: number): readonly number[] {
  const found = dice.some(fds, percent);
  if (dice.chance(15)) found.reverse();
  return dice.chance(4) ? [...found, dice.chance(50) ? STRANGER : dice.pick(fds)] : found;
}

function selected(dice: Dice, fds: readonly number[]): SelectReady {
  return { read: ready(dice, fds, 60), write: ready(dice, fds, 50), except: ready(dice, fds, 18) };
}

function polled(dice: Dice, fds: readonly number[]): PollReady {
  return ready(dice, fds, 75).map((fd) => ({
    fd,
    flags: [
      ...dice.some(["POLLIN"] as const, 60),
      ...dice.some(["POLLPRI"] as const, 15),
      ...dice.some(["POLLOUT"] as const, 50),
      ...dice.some(["POLLERR", "POLLHUP", "POLLNVAL"] as const, 12),
    ],
  }));
}

/** What the waits answer about `fds`. */
export function waits(dice: Dice, fds: readonly number[]): Pick<Script, "select" | "poll" | "sleep"> {
  const some = dice.between(2, 5);
  return {
    select: dice.times(some, () => outcome(dice, 5, () => selected(dice, fds))),
    poll: dice.chance(2) ? false : dice.times(some, () => outcome(dice, 5, () => polled(dice, fds))),
    sleep: dice.times(2, () => outcome(dice, 4, () => null)),
  };
}
