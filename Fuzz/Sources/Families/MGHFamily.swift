import Formats

extension Family {
  static let mgh = Family(name: "mgh") {
    let sizes = [1, 3, 2, 1, 1, 0, 0].flatMap { big($0, 4) } + big(1, 2)
    let numbers: [Float] = [1, 1, 2, -1, 0, 0, 0, 0, -1, 0, 1, 0, 5, 6, 7]
    let place = numbers.flatMap { big(Int($0.bitPattern), 4) }
    let head = sizes + place
    let table =
      big(1, 4) + big(-2, 4) + big(2, 4) + big(4, 4) + Array("lut\0".utf8) + big(1, 4) + big(1, 4) + big(6, 4)
      + Array("liver\0".utf8) + [0, 0, 0, 1].flatMap { big($0, 4) }
    return [head + [UInt8](repeating: 0, count: 284 - head.count) + [0, 1, 2, 0, 1, 0] + [0, 0, 0, 0] + table]
  } isSound: {
    Reading.isSound([MGH.self], $0)
  } run: {
    Reading.all([MGH.self], $0)
  }
}
