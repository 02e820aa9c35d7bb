// Actions on files and on the module's own wrappers around them.

import { posixHost } from "../../../reference/posix/index.ts";
import type { Name } from "../../../spec/program.ts";
import { openFile, ProgramFile } from "./files.ts";
import type { Names } from "./names.ts";
import { callMethod, exported, type PerformerTable } from "./performer.ts";
import type { FileWrapperShape } from "./shape.ts";
import { dataOf, Shown } from "./values.ts";

/** The actions on files. */
export const FILE_ACTIONS = {
  "file.open": ({ names }, { as, peer, mode }) => nameFile(names, as, openFile(names.fileOf(peer), mode)),
  "file.bad": ({ names }, { as }) => nameFile(names, as, new ProgramFile()),
  "file.isBlocking": ({ names }, { file }) => posixHost.isBlocking(fileNamed(names, file).fd),
  "file.close": ({ names }, { file }) => fileNamed(names, file).close(),
  "wrapper.new": (playing, { as, file }) => {
    const FileWrapper = exported(playing, "FileWrapper");
    playing.names.name(as, new FileWrapper(fileNamed(playing.names, file).fd));
  },
  "wrapper.send": ({ names }, { wrapper, data, as }) =>
    callMethod(wrapperNamed(names, wrapper), as ?? "send", [dataOf(data)]),
  "wrapper.recv": ({ names }, { wrapper, size, as }) => callMethod(wrapperNamed(names, wrapper), as ?? "recv", [size]),
  "wrapper.close": ({ names }, { wrapper }) => wrapperNamed(names, wrapper).close(),
  "wrapper.fileno": ({ names }, { wrapper }) => new Shown({ present: wrapperNamed(names, wrapper).fileno() >= 0 }),
  "wrapper.getsockopt": ({ names }, { wrapper, option, level = "SOL_SOCKET", bufferSize }) =>
    callMethod(wrapperNamed(names, wrapper), "getsockopt", [level, option, bufferSize]),
} as const satisfies PerformerTable;

/** Names a file, and keeps it whatever is dropped: nobody else would close it. */
function nameFile(names: Names, name: Name, file: ProgramFile): void {
  names.name(name, file);
  names.keep(null, file);
}

function fileNamed(names: Names, name: Name): ProgramFile {
  return names.find(name) as ProgramFile;
}

function wrapperNamed(names: Names, name: Name): FileWrapperShape {
  return names.find(name) as FileWrapperShape;
}
