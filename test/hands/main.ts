import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { handsPage } from "./table.ts";

writeFileSync(join(import.meta.dirname, "../../docs/hands.md"), handsPage());
