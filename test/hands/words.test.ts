import { words } from "./kinds/words.ts";
import { playKind } from "./scenario.ts";

playKind(words);
