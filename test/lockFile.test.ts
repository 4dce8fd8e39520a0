import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), "utf8"));

interface Locked {
  version: string;
  integrity?: string;
  funding?: unknown;
}
type Asked = Record<"dependencies" | "devDependencies" | "overrides", Record<string, string>>;

const manifest: Asked = read("package.json");
const { "": root, ...packages }: Record<string, Locked> & { "": Asked } = read("package-lock.json").packages;

describe("package-lock.json", () => {
  test("names no host: whoever installs takes each package from their own registry", () => {
    const { packages: _, ...head } = read("package-lock.json");
    const said = Object.entries(packages).map(([path, { funding: _, ...locked }]) => ({ path, ...locked }));
    expect([head, ...said].filter(one => JSON.stringify(one).includes("://"))).toEqual([]);
    expect(said.filter(one => "resolved" in one)).toEqual([]);
  });

  test("says of each package what its content must hash to", () => {
    expect(Object.keys(packages).length).toBeGreaterThan(200);
    expect(Object.entries(packages).filter(([, { integrity }]) => !integrity?.startsWith("sha512-"))).toEqual([]);
  });

  test("agrees with package.json, which names each version exactly", () => {
    expect(root).toMatchObject({ dependencies: manifest.dependencies, devDependencies: manifest.devDependencies });
    const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
    for (const [name, version] of Object.entries(asked))
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
  });

  test.each(["linux-x64", "linux-arm64", "darwin-arm64", "win32-x64"])(
    "serves %s too, whichever machine it was made on",
    platform => {
      expect(Object.keys(packages)).toContain(`node_modules/@esbuild/${platform}`);
      expect(Object.keys(packages)).toContain(`node_modules/@biomejs/cli-${platform}`);
    },
  );
});
