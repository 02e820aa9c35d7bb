// Whether text loses what no two implementations share, and keeps what tells a wrong one from a right one.

import { describe, expect, it } from "vitest";
import type { Trace } from "../../spec/trace.ts";
import { context, printed } from "../testing/normalising.ts";
import { normalise } from "./normalise.ts";

describe("addresses", () => {
  it.each([
    ["<a.B connected 127.16.0.1:80 at 0x7f>", "<CHANNEL connected server at ID>"],
    ["<a.B listening 127.16.0.9:0 at 0x7f>", "<CHANNEL listening any at ID>"],
    ["<a.B 127.16.0.9:43210 at 0x7f>", "<CHANNEL unknown at ID>"],
    ["<a.B ('127.16.0.1', 80) at 0x7f>", "<CHANNEL server at ID>"],
    ["<a.B ('::1', 4000, 0, 0) at 0x7f>", "<CHANNEL six at ID>"],
    ["<a.B listening ('::1', 0, 0, 0) at 0x7f>", "<CHANNEL listening any at ID>"],
    ["<a.B ::1:4001 at 0x7f>", "<CHANNEL unknown at ID>"],
    ["<a.B listening '/tmp/plays/3/door' at 0x7f>", "<CHANNEL listening 'door' at ID>"],
  ])("are shown by name: %s", (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it("differ when their names do", () => {
    expect(printed("to 127.16.0.1:80")).not.toBe(printed("to 127.16.0.1:8080"));
    expect(printed("to ('127.16.0.1', 80)")).not.toBe(printed("to ('127.16.0.1', 8080)"));
    expect(printed("to 127.16.0.1:80")).not.toBe(printed("to 127.16.0.1:81"));
    expect(printed("to 127.16.0.1:0")).not.toBe(printed("to 127.16.0.1:81"));
    expect(printed("at '/tmp/plays/3/door'")).not.toBe(printed("at '/tmp/plays/3/window'"));
  });

  it("that merely begin alike are not mistaken for one another", () => {
    expect(printed("to 127.16.0.1:801")).toBe("to unknown");
    expect(printed("to 127.16.0.1:8080")).toBe("to other");
  });

  it("are whole: a version number is none", () => {
    expect(printed("version 4.127.0.0.1:80")).toBe("version 4.127.0.0.1:80");
  });

  it("are named in what an overriding log method is handed, too", () => {
    const trace: Trace = [
      { kind: "event", depth: 0, event: "log_info", of: "a", args: ["to 127.16.0.1:80 at 0x7f>", "error"] },
    ];

    const [event] = normalise(trace, context());

    expect(event).toMatchObject({ args: ["to server at ID>", "error"] });
  });
});

describe("object ids", () => {
  it.each(["<__main__.Noisy at 0x7ff9311b5230>", "<__main__.Noisy at 0x7f84edd5a350>", "<Noisy at 0x1>"])(
    "go from %s",
    (text) => {
      expect(printed(text)).toBe("<CHANNEL at ID>");
    },
  );

  it("go from a channel that cannot be printed, which has them without 0x", () => {
    expect(printed("channel <__repr__(self) failed for object at 7ff9311b48c0>")).toBe(
      "channel <__repr__(self) failed for object at ID>",
    );
  });

  it("are missed where they are missing", () => {
    expect(printed("<__main__.Noisy>")).not.toBe(printed("<__main__.Noisy at 0x7f>"));
  });

  it("are not seen in a message that speaks of something else", () => {
    expect(printed("meet me at cafe")).not.toBe(printed("meet me at face"));
  });
});

describe("class paths", () => {
  it("go, whatever the player calls its subclass", () => {
    expect(printed("<__main__.L connected 127.16.0.1:80 at 0x7f>")).toBe(
      printed("<play.<locals>.Recording connected 127.16.0.1:80 at 0x1>"),
    );
  });

  it("leave what follows: state and address", () => {
    const states = ["<L at 0x1>", "<L listening at 0x1>", "<L connected at 0x1>", "<L 42 at 0x1>", "<L 'here' at 0x1>"];

    expect(new Set(states.map((text) => printed(text))).size).toBe(states.length);
  });

  it("leave a channel without a class as it is", () => {
    expect(printed("< at 0x1>")).toBe("< at ID>");
  });
});

describe("traceback frames", () => {
  it("go, however many there are and whoever's they are", () => {
    expect(printed("(<class 'ValueError'>:boom [a.py|f|1] [a.py|g|2] [a.py|h|3])")).toBe(
      printed("(<class 'ValueError'>:boom [file:///a b.ts|Object.<anonymous>|7] [b.ts|async g|30])"),
    );
  });

  it("show whether the innermost is the only one", () => {
    expect(printed("(<class 'ValueError'>:boom [a.py|f|1])")).toBe("(<exception>:boom [frame])");
    expect(printed("(<class 'ValueError'>:boom [a.py|f|1] [a.py|g|2])")).toBe("(<exception>:boom [frames])");
  });

  it("are missed where there are none", () => {
    expect(printed("(<class 'ValueError'>:boom [a.py|f|1])")).not.toBe(printed("(<class 'ValueError'>:boom )"));
  });

  it("are only what stands at the end: an exception may speak in brackets", () => {
    expect(printed("(<class 'ValueError'>:in [brackets|x|1] and ) paren [probe.py|handle_read|6])")).toBe(
      "(<exception>:in [brackets|x|1] and ) paren [frame])",
    );
  });
});

describe("exception classes", () => {
  it("go: each language has its own", () => {
    const classes = ["<class 'socket.error'>", "<class 'ConnectionResetError'>", "<class 'OsError'>"];

    const lines = classes.map((name) => printed(`(${name}:[Errno 104] Connection reset by peer [a|b|1])`));

    expect(new Set(lines)).toEqual(new Set(["(<exception>:[Errno 104] Connection reset by peer [frame])"]));
  });

  it.each(["TypeError", "exceptions.AttributeError", "KeyError", "IndexError"])(
    "take the language's own words with them: %s",
    (name) => {
      expect(printed(`(<class '${name}'>:one wording [a|b|1])`)).toBe(printed(`(<class '${name}'>:another [a|b|1])`));
    },
  );

  it("leave every other exception's text", () => {
    expect(printed("(<class 'ValueError'>:boom [a|b|1])")).not.toBe(printed("(<class 'ValueError'>:bang [a|b|1])"));
    expect(printed("(<class 'ValueError'>: [a|b|1])")).not.toBe(printed("(<class 'ValueError'>:boom [a|b|1])"));
    expect(printed("(<class 'Mine'>:boom [a|b|1])")).not.toBe(printed("(<class 'TypeError'>:boom [a|b|1])"));
  });

  it("go from an exception whose text has several lines, which are printed one by one", () => {
    expect(printed("error: (<type 'exceptions.ValueError'>:first line")).toBe("error: (<exception>:first line");
    expect(printed("second line [a|b|1])")).toBe("second line [frame])");
  });
});
