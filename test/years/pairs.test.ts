import { keepPromises } from "./keepsPromises.ts";

keepPromises("pairs");
