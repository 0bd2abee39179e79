internal import Numerics
internal import Volume

/// What is looked at in an image: its brightness, or one part of its colour.
package enum ImageChannel: String, CaseIterable, Hashable, Sendable, Codable {
  /// The value of a grey image; for colour 0.2126 R + 0.7152 G + 0.0722 B of the stored levels (Rec. ITU-R BT.709,
  /// without linearising), so that it has the scale of the levels.
  case luminance
  case red, green, blue
  /// CIELAB a*, green to red, of sRGB levels under D65 (IEC 61966-2-1; CIE 15:2004).
  case labA = "lab_a"
  /// CIELAB b*, blue to yellow.
  case labB = "lab_b"

  /// The channels of a scene's image in which boundaries are looked for.
  static func ofBoundaries(in scene: Scene) -> [ImageChannel] {
    scene[ImageHoldsColour()] ? [.luminance, .labA, .labB] : [.luminance]
  }

  /// The channels that an image's file stores, where they are more than its luminance.
  static func stored(in scene: Scene) -> [ImageChannel] {
    scene[ImageHoldsColour()] ? [.red, .green, .blue] : []
  }
}

/// Whether any voxel of the image has a colour: a grey picture saved as RGB has none, and its channels say nothing.
/// Cost: up to one pass over the image.
struct ImageHoldsColour: Measure {
  static let isOfImageAlone = true

  func value(in scene: Scene) -> Bool { scene.usableImage?.holdsColour ?? false }
}

extension IntensityVolume {
  /// Whether any voxel has a colour.
  package var holdsColour: Bool {
    guard channels == 3 else { return false }
    return values.withUnsafeBufferPointer { values in
      stride(from: 0, to: values.count, by: 3).contains { at in
        values[at] != values[at + 1] || values[at] != values[at + 2]
      }
    }
  }
}

/// The highest level of a colour image: 255, or 65535 when any level is above 255.
struct ColourScale: Measure {
  static let isOfImageAlone = true

  func value(in scene: Scene) -> Int { scene.image?.values.contains { $0 > 255 } == true ? 65535 : 255 }
}

/// Reads one channel of an image, voxel by voxel.
struct ChannelReader {
  let image: IntensityVolume
  let channel: ImageChannel
  /// Linear light (0…1) per level, for CIELAB alone.
  private let light: [Float]

  /// Nil when the image has no such channel: colours of a grey image.
  init?(_ channel: ImageChannel, of image: IntensityVolume, scale: Int) {
    guard image.channels == 3 || (image.channels == 1 && channel == .luminance) else { return nil }
    self.image = image
    self.channel = channel
    let needsLight = channel == .labA || channel == .labB
    light = needsLight ? (0...scale).map { Self.linear(Double($0) / Double(scale)) } : []
  }

  /// A channel of a scene's image; nil when the image cannot be used or has no such channel.
  init?(_ channel: ImageChannel, in scene: Scene) {
    guard let image = scene.usableImage else { return nil }
    let isColour = channel == .labA || channel == .labB
    self.init(channel, of: image, scale: isColour ? scene[ColourScale()] : 255)
  }

  /// The value of a voxel, by its place in the grid; not finite where a level is not.
  @inline(__always)
  func value(_ voxel: Int) -> Float {
    if image.channels == 1 { return image.values[voxel] }
    let (red, green, blue) = (image.values[3 * voxel], image.values[3 * voxel + 1], image.values[3 * voxel + 2])
    switch channel {
    case .red: return red
    case .green: return green
    case .blue: return blue
    case .luminance:
      // In double precision, so that equal levels give exactly that level.
      return Float(0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue))
    case .labA, .labB: return opponent(red, green, blue)
    }
  }

  private func opponent(_ red: Float, _ green: Float, _ blue: Float) -> Float {
    guard red.isFinite, green.isFinite, blue.isFinite else { return .nan }
    let (r, g, b) = (linear(red), linear(green), linear(blue))
    let y = Self.lightness(0.212_671 * r + 0.715_160 * g + 0.072_169 * b)
    if channel == .labA {
      return Float(500 * (Self.lightness((0.412_453 * r + 0.357_580 * g + 0.180_423 * b) / 0.950_47) - y))
    }
    return Float(200 * (y - Self.lightness((0.019_334 * r + 0.119_193 * g + 0.950_227 * b) / 1.088_83)))
  }

  private func linear(_ level: Float) -> Double {
    Double(light[Int(min(max(level.rounded(), 0), Float(light.count - 1)))])
  }

  /// sRGB's transfer function.
  private static func linear(_ level: Double) -> Float {
    Float(level <= 0.04045 ? level / 12.92 : power((level + 0.055) / 1.055, 2.4))
  }

  /// CIELAB's cube root with its straight beginning.
  private static func lightness(_ t: Double) -> Double {
    t > 0.008_856 ? cubeRoot(t) : 7.787 * t + 16.0 / 116
  }
}

extension IntensityVolume {
  /// Calls `take` with the place of each voxel of some runs.
  @inline(__always)
  func forEachVoxel(of runs: Runs, _ take: (Int) -> Void) {
    let width = grid.size.i
    for run in runs.all {
      let row = Int(run.row) * width
      for voxel in row + Int(run.start)..<row + Int(run.end) { take(voxel) }
    }
  }
}
