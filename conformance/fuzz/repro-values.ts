// Values of programs as Python writes them: bytes, text, exceptions, names. Knows both languages' literals; knows no action.

import type { Address, Data, Name, Plain, Program, Raised, Terminator, Text } from "../../spec/program.ts";

const KEYWORDS = new Set(
  "and as assert break class def del elif else except for from if import in is lambda not or pass raise return try while with yield None True False".split(
    " ",
  ),
);

function escaped(text: string): string {
  const inside = [...text].map((unit) => {
    const code = unit.codePointAt(0) ?? 0;
    if (unit === "\\" || unit === '"') return `\\${unit}`;
    if (unit === "\r") return "\\r";
    if (unit === "\n") return "\\n";
    if (code >= 32 && code < 127) return unit;
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return `"${inside.join("")}"`;
}

/** Text. */
export function text(value: string): string {
  return escaped(value);
}

/** Whatever may be plain in a program; strings are text. */
export function plain(value: Plain | Text): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return `[${value.map((one: Plain) => plain(one)).join(", ")}]`;
  if ("text" in value && typeof value.text === "string") return escaped(value.text);
  return `{${Object.entries(value)
    .map(([member, one]) => `${escaped(member)}: ${plain(one as Plain)}`)
    .join(", ")}}`;
}

/** A value where bytes are meant: strings are bytes. */
export function bytes(value: Data | Text | Terminator | { value: Plain } | Plain): string {
  if (typeof value === "string") return `b${escaped(value)}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return plain(value as Plain);
  if ("repeat" in value) return `b${escaped(String(value.repeat))} * ${value.times}`;
  return "value" in value ? bytes(value.value as Plain) : plain(value as Text);
}

/** What the program has under `name`. */
export function named(name: Name): string {
  return /^[A-Za-z_]\w*$/.test(name) && !KEYWORDS.has(name) ? `it.${name}` : `getattr(it, ${escaped(name)})`;
}

/** A map; the global one is asyncore's own. */
export function mapNamed(name: Name): string {
  return name === "global" ? "asyncore.socket_map" : named(name);
}

/** The socket a name stands for: a channel's, or itself. */
export function socketOf({ channels }: Program, name: Name): string {
  return name in channels ? `${named(name)}.socket` : named(name);
}

/** An address, as the program's world has it. */
export function address(program: Program, to: Address): string {
  if (typeof to === "string") {
    if (program.world === "scripted") return `(${escaped(to)}, 0)`;
    return to in program.channels ? `at(${escaped(to)}, ${named(to)})` : `at(${escaped(to)})`;
  }
  if ("any" in to) return to.any === "inet6" ? '("::1", 0)' : "(HOST, 0)";
  if ("path" in to) return `os.path.join(FOLDER, ${escaped(to.path)})`;
  return "host" in to ? `(${escaped(to.host)}, ${to.port})` : plain(to.value);
}

const CLASSES = {
  "exit-now": "asyncore.ExitNow",
  interrupt: "KeyboardInterrupt",
  "system-exit": "SystemExit",
  type: "TypeError",
  value: "ValueError",
  attribute: "AttributeError",
  key: "KeyError",
  index: "IndexError",
  "not-implemented": "NotImplementedError",
  assertion: "AssertionError",
  other: "Exception",
} as const satisfies Partial<Record<Raised["kind"], string>>;

/** An exception. */
export function exception({ kind, errno, text: said, class: own }: Raised): string {
  if (kind === "os" && errno !== undefined && said === undefined) return `system_error(${escaped(errno)})`;
  if (kind === "os" && errno !== undefined) return `socket.error(errno.${errno}, ${escaped(said ?? "")})`;
  if (kind === "name-resolution") return 'socket.gaierror(socket.EAI_NONAME, "Name or service not known")';
  const family = own ?? (kind === "os" ? "socket.error" : CLASSES[kind]);
  return `${family}(${said === undefined ? "" : escaped(said)})`;
}
