// The stylesheet and the script of the page, as they lie beside this file. The only part of the page that touches Node.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { packagePath } from "../../package-path.ts";

/** The two texts, and the digest by which a browser knows the one script it may run. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  /** As a Content-Security-Policy names it. */
  readonly scriptDigest: string;
}

/** Reads them. Neither may end the element it is put in. */
export function readAssets(): Assets {
  const [style = "", script = ""] = ["css", "js"].map((ending) =>
    readFileSync(packagePath(`conformance/report/html/page.${ending}`), "utf8"),
  );
  return { style, script, scriptDigest: `sha256-${createHash("sha256").update(script).digest("base64")}` };
}
