internal import Volume
struct StructureSet { init(_ d: DICOMDataset) throws {}
  func read(on image: SourceImage?) throws -> MaskReading { throw ReadError(code: .unsupported, message: "") } }
