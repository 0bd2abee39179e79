package import Volume

extension ContourStyle {
  /// Styles for structures, by their boxes: neighbours, whose boxes meet, never share colour and line while styles
  /// last, and share a colour only when all colours are taken around them. Up to 21 structures all have styles of their
  /// own, and up to 7 solid lines. Cost: the pairs of boxes.
  package static func styles(for boxes: [VoxelBox]) -> [ContourStyle] {
    let all = (0..<count).map(ContourStyle.init(at:))
    var used = [Int](repeating: 0, count: count)
    var chosen: [ContourStyle] = []
    for box in boxes {
      let around = zip(boxes, chosen).filter { meets($0.0, box) }.map(\.1)
      let cost = all.enumerated().map { at, style in
        (
          around.count { $0 == style }, used[at] > 0 && used.contains(0) ? 1 : 0,
          around.count { $0.colour == style.colour }, used[at], at
        )
      }
      let best = cost.min { $0 < $1 }?.4 ?? 0
      used[best] += 1
      chosen.append(all[best])
    }
    return chosen
  }

  /// Whether two boxes overlap or touch.
  private static func meets(_ a: VoxelBox, _ b: VoxelBox) -> Bool {
    (0..<3).allSatisfy { a.first[$0] <= b.last[$0] + 1 && b.first[$0] <= a.last[$0] + 1 }
  }
}
