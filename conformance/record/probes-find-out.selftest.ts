// Copies of the original with one fault each, on a PYTHONPATH of their own: the probe of the clause finds each of them out.
// A probe runs in a fresh interpreter, so what is edited within the adapter's own is not seen by it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Target } from "../../spec/clause.ts";
import type { ClauseId } from "../../spec/clauses/index.ts";
import { processAdapter } from "../adapters/process.ts";
import { findInterpreters, PYTHON_ADAPTER } from "../adapters/python.ts";
import { brokenOf, PROOFS_FILE, printProofs, readProofs } from "../judge/prove.ts";
import { loadProbes } from "../load/load-probes.ts";
import { recordedOracle } from "../oracle.ts";
import { runCase } from "../play/run-case.ts";
import { Session } from "../play/session.ts";

/** A fault: in `module`, `words` are replaced. `prints` is the first line that is wrong. */
interface Fault {
  readonly name: string;
  readonly clause: ClauseId;
  readonly probe: string;
  readonly target: Target;
  readonly module?: "asyncore" | "asynchat";
  readonly words: string;
  readonly instead: string;
  readonly prints: string;
}

const WAIT = "        r, w, e = select.select(r, w, e, timeout)\n";

const FAULTS: readonly Fault[] = [
  {
    ...{ name: "gives-up-waiting-after-a-signal", clause: "SELECT-19", probe: "select/signals", target: "3.11" },
    words: WAIT,
    instead: `        try:\n    ${WAIT}        except Exception:\n            return\n`,
    prints: "poll: a handler that returns",
  },
  {
    ...{ name: "takes-einval-for-pending", clause: "CONNECT-06", probe: "connect/einval-on-windows", target: "3.11" },
    words: "err == EINVAL and os.name == 'nt'",
    instead: "err == EINVAL",
    prints: "posix: EINVAL is pending; connecting True, addr ('127.0.0.1', 7)",
  },
  {
    ...{ name: "makes-a-new-map-on-reload", clause: "MAP-02", probe: "map/survives-a-reload", target: "3.11" },
    words: "try:\n    socket_map\nexcept NameError:\n    socket_map = {}",
    instead: "socket_map = {}",
    prints: "after a reload the map is the same object: False",
  },
  {
    ...{ name: "exits-without-an-exception", clause: "ERROR-14", probe: "error/exit-now-is-an-exception" },
    ...{ target: "3.11", words: "class ExitNow(Exception):", instead: "class ExitNow(BaseException):" },
    prints: "ExitNow derives from: BaseException",
  },
  {
    ...{ name: "is-imported-in-silence", clause: "ATTRIBUTE-08", probe: "attribute/import-warns", target: "3.11" },
    words: "warnings._deprecated(__name__, _DEPRECATION_MSG, remove=(3, 12))",
    instead: "",
    prints: "import asyncore: no warning",
  },
  {
    ...{ name: "has-a-new-style-class", clause: "ATTRIBUTE-07", target: "2.7" },
    ...{ probe: "attribute/special-methods-reach-the-socket", words: "class dispatcher:" },
    instead: "class dispatcher(object):",
    prints: "hash(channel) == hash(socket): False",
  },
  {
    ...{ name: "hands-on-in-silence", clause: "ATTRIBUTE-11", probe: "attribute/delegation-warns", target: "2.7" },
    words: "warnings.warn(msg, DeprecationWarning, stacklevel=2)",
    instead: "pass",
    prints: "warnings: 0",
  },
  {
    ...{ name: "queues-in-a-list", clause: "CHAT-37", probe: "chat/fifo", target: "3.11", module: "asynchat" },
    words: "self.producer_fifo = deque()",
    instead: "self.producer_fifo = []",
    prints: "a channel's producers are in a list",
  },
  {
    ...{ name: "receives-a-bytearray", clause: "ATTRIBUTE-12", probe: "attribute/types-of-answers", target: "3.11" },
    words: "return data\n        except OSError as why:\n            # winsock",
    instead: "return bytearray(data)\n        except OSError as why:\n            # winsock",
    prints: "dispatcher: recv gives bytearray 4",
  },
  {
    ...{ name: "answers-whether-data-waits", clause: "ATTRIBUTE-12", probe: "attribute/types-of-answers" },
    ...{ target: "3.11", words: "or len(self.out_buffer)", instead: "or bool(self.out_buffer)" },
    prints: "dispatcher_with_send, connected: readable bool True, writable bool False",
  },
  {
    ...{ name: "answers-true-to-readable", clause: "ATTRIBUTE-12", probe: "attribute/types-of-answers" },
    ...{ target: "3.11", module: "asynchat", words: "        return 1\n", instead: "        return True\n" },
    prints: "async_chat without a socket: readable bool True, writable bool True",
  },
  {
    ...{ name: "answers-whether-anything-is-queued", clause: "ATTRIBUTE-12", probe: "attribute/types-of-answers" },
    ...{ target: "3.11", module: "asynchat", words: "return self.producer_fifo or" },
    instead: "return bool(self.producer_fifo) or",
    prints: "async_chat, with data that waits: readable int 1, writable bool True",
  },
  {
    ...{ name: "makes-bytes-of-numbers", clause: "ATTRIBUTE-12", probe: "write/what-send-takes", target: "3.11" },
    words: "result = self.socket.send(data)",
    instead: "result = self.socket.send(bytes(data))",
    prints: "dispatcher, int: gives 5",
  },
  {
    ...{
      name: "names-another-class-of-exception",
      clause: "ERROR-03",
      probe: "error/line-of-an-error",
      target: "3.11",
    },
    words: "                t,\n                v,\n",
    instead: "                BaseException,\n                v,\n",
    prints:
      "error: uncaptured python exception, closing channel <__main__.Channel connected '' at ID> (<class 'BaseException'>:'gone'",
  },
  {
    ...{ name: "names-no-class-of-channel", clause: "ATTRIBUTE-03", probe: "error/line-of-an-error", target: "3.11" },
    words: 'self.__class__.__module__+"."+self.__class__.__qualname__',
    instead: '"object"',
    prints: "a channel: <object connected '' at ID>",
  },
  {
    ...{ name: "keeps-two-frames", clause: "ERROR-08", probe: "error/line-of-an-error", target: "3.11" },
    words: "for x in tbinfo]",
    instead: "for x in tbinfo[-2:]]",
    prints: "  after frames of the module (False): [probe|second|45] [probe|third|49])",
  },
  {
    ...{
      name: "pushes-no-views",
      clause: "CHAT-20",
      probe: "chat/what-push-takes",
      target: "3.11",
      module: "asynchat",
    },
    words: "(bytes, bytearray, memoryview)",
    instead: "(bytes, bytearray)",
    prints: "memoryview: TypeError(data argument must be byte-ish (%r), <class 'memoryview'>)",
  },
  {
    ...{ name: "says-what-push-was-given", clause: "CHAT-20", probe: "chat/what-push-takes", target: "3.11" },
    ...{ module: "asynchat", words: "(%r)',\n                            type(data))", instead: "(%r)' % type(data))" },
    prints: "int: TypeError(data argument must be byte-ish (<class 'int'>))",
  },
  {
    ...{ name: "copies-what-is-pushed", clause: "CHAT-19", probe: "chat/what-is-pushed-is-not-copied", target: "3.11" },
    ...{
      module: "asynchat",
      words: "self.producer_fifo.append(data)\n        self.initiate_send()\n\n    def push_with",
    },
    instead: "self.producer_fifo.append(bytes(data))\n        self.initiate_send()\n\n    def push_with",
    prints: "bytearray in pieces of 65536: queued are bytes before; the first is the object itself: False",
  },
  {
    ...{
      name: "gathers-in-a-new-list",
      clause: "CHAT-34",
      probe: "chat/buffers-stay-the-same-objects",
      target: "3.11",
    },
    ...{
      module: "asynchat",
      words: "del self.incoming[:]\n        return d",
      instead: "self.incoming = []\n        return d",
    },
    prints: "after _get_data: the same list False, which holds 2; the same queue True, which holds 1",
  },
  {
    ...{ name: "queues-anew-when-discarding", clause: "CHAT-12", probe: "chat/buffers-stay-the-same-objects" },
    ...{
      target: "3.11",
      module: "asynchat",
      words: "self.producer_fifo.clear()",
      instead: "self.producer_fifo = deque()",
    },
    prints: "after discard_buffers: the same list True, which holds 0; the same queue False, which holds 2",
  },
  {
    ...{ name: "asks-everything-for-more", clause: "CHAT-42", probe: "chat/what-counts-as-a-producer", target: "3.11" },
    ...{ module: "asynchat", words: "except TypeError:", instead: "except (TypeError, AttributeError):" },
    prints: "an AttributeError: taken",
  },
  {
    ...{ name: "keeps-its-map-sorted", clause: "SELECT-02", probe: "select/order-of-a-plain-map", target: "2.7" },
    words: "map.items():\n            is_r",
    instead: "sorted(map.items()):\n            is_r",
    prints: "    handed to select: [3, 8, 9, 17, 20]",
  },
];

const interpreters = findInterpreters(process.env);
const here = FAULTS.filter(({ target }) => interpreters.has(target));
if (here.length < FAULTS.length) console.warn(`NOT TESTED: ${FAULTS.length - here.length} faults of absent versions.`);

let folder: string;
let session: Session | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "probes-find-out-"));
});

afterEach(async () => {
  await session?.close();
  rmSync(folder, { recursive: true });
});

/** Puts a copy with the fault into the folder. */
function putCopy(python: string, { module = "asyncore", words, instead }: Fault): void {
  const where = `import warnings; warnings.simplefilter("ignore"); import ${module}; print(${module}.__file__.rstrip("c"))`;
  const original = execFileSync(python, ["-c", where], { encoding: "utf8" }).trim();
  const source = readFileSync(original, "utf8");
  expect(source.split(words), "the words of the fault are there once").toHaveLength(2);
  writeFileSync(join(folder, `${module}.py`), source.replace(words, instead));
}

describe("a broken copy is found out by the probe of its clause", () => {
  it.each(here)("$name ($clause, $target)", async (fault) => {
    const { target, probe: id, clause, prints } = fault;
    const python = interpreters.get(target) ?? "";
    putCopy(python, fault);
    const probe = loadProbes().filter((loaded) => loaded.id === id);
    const adapter = processAdapter(["env", `PYTHONPATH=${folder}`, python, PYTHON_ADAPTER]);
    session = new Session(adapter, posixHost);

    const judging = { target, profile: "exact", clock: () => 0 } as const;
    const [result] = await Promise.all(
      probe.map((loaded) => runCase(loaded, judging, recordedOracle(probe, target), session as Session)),
    );

    expect(result?.clauses).toContain(clause);
    expect(result?.verdict).toMatchObject({
      outcome: "diverged",
      divergence: { observed: { observation: { kind: "written", text: prints } } },
    });
  });

  it("and is named as a proof of that clause, and no other copy is", async () => {
    const others = brokenOf(readProofs()).filter(({ name }) => !name.startsWith("copies/"));
    const copies = FAULTS.map(({ name, clause }) => ({ name: `copies/${name}`, clause }));

    await expect(printProofs([...others, ...copies])).toMatchFileSnapshot(PROOFS_FILE);
  });
});
