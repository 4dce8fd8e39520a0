import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

const NODE_MODULES = resolve(import.meta.dirname, "../../node_modules");
const PACKAGE = join(NODE_MODULES, "@sparticuz/chromium");
const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
/** The browser lies packed in its package: unpacked once, beside it. */
const UNPACKED = join(NODE_MODULES, `.cache/krug-browser-${version}`);

/** Why no browser can be had here; null where one can: the package has it for Linux on x64 alone. */
export const NO_BROWSER =
  process.platform === "linux" && process.arch === "x64"
    ? null
    : `the browser of the tests is for Linux on x64, and this is ${process.platform} on ${process.arch}`;

/** Starts a real browser. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(UNPACKED)) await unpack();
  return chromium.launch({
    executablePath: join(UNPACKED, "chromium"),
    args: ["--no-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"],
    env: {
      ...(process.env as Record<string, string>),
      FONTCONFIG_FILE: join(UNPACKED, "fonts.conf"),
      LD_LIBRARY_PATH: join(UNPACKED, "al2023/lib"),
    },
  });
}

/** Unpacks the browser, its fonts and the libraries a bare machine lacks. Where two do so at once, the first one's is kept. */
async function unpack(): Promise<void> {
  mkdirSync(dirname(UNPACKED), { recursive: true });
  const folder = mkdtempSync(`${UNPACKED}-`);
  try {
    // The package unpacks into the folder for what is temporary: of a process of its own.
    const env = { ...process.env, TMPDIR: folder };
    const unpacks = join(import.meta.dirname, "unpack.ts");
    const packed = ["chromium.br", "fonts.tar.br", "al2023.tar.br"].map(name => join(PACKAGE, "bin", name));
    await promisify(execFile)(process.execPath, [unpacks, ...packed], { env });
    writeFileSync(
      join(folder, "fonts.conf"),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${UNPACKED}/fonts</dir><cachedir>${UNPACKED}/fonts-cache</cachedir></fontconfig>\n`,
    );
    renameSync(folder, UNPACKED);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (!existsSync(UNPACKED)) throw error;
  }
}
