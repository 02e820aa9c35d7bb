// Prints the CPythons with asyncore that this machine has, one a line: target and path.

import { findInterpreters } from "../conformance/adapters/python.ts";

for (const [target, python] of findInterpreters(process.env)) console.log(target, python);
