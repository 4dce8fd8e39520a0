import { openD1 } from "../world/d1.ts";
import { storeCases } from "./cases.ts";

storeCases(async () => openD1());
