import Formats

extension Family {
  static let nifti = Family(name: "nifti") {
    [
      try written(".nii") { try NIfTIWriter.write(sample, to: $0) },
      try written(".nii.gz") { try NIfTIWriter.write(sample, to: $0) },
    ]
  } isSound: {
    Reading.isSound([NIfTI.self], $0)
  } run: {
    Reading.all([NIfTI.self], $0)
  }
}
