import { carriedOver } from "./kinds/carriedOver.ts";
import { playKind } from "./scenario.ts";

playKind(carriedOver);
