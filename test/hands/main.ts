import { writeFileSync } from "node:fs";
import { handsPage } from "./table.ts";

writeFileSync(new URL("../../docs/hands.md", import.meta.url), handsPage());
