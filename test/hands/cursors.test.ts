import { cursors } from "./kinds/cursors.ts";
import { playKind } from "./scenario.ts";

playKind(cursors);
