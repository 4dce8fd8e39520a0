import { undone } from "./kinds/undone.ts";
import { playKind } from "./scenario.ts";

playKind(undone);
