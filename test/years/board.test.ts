import { keepPromises } from "./keepsPromises.ts";

keepPromises("board");
