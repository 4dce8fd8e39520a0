import { oneCell } from "./kinds/oneCell.ts";
import { playKind } from "./scenario.ts";

playKind(oneCell);
