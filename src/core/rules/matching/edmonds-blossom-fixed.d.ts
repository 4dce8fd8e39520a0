declare module "edmonds-blossom-fixed" {
  /**
   * The partner of each vertex in a matching of greatest weight, -1 for none. Edges are [vertex, vertex, whole weight].
   * With `maxCardinality` as many as possible are matched, and weight comes second.
   */
  export default function blossom(edges: [number, number, number][], maxCardinality?: boolean): number[];
}
