import Foundation

/// The labels of `NIfTIBuilder` written by nibabel: `mgz` as int32, `mghFloat` as float32, both inside gzip.
enum MGHFixture: String, CaseIterable {
  case mgz =
    "H4sIAAAAAAAE/2NgYGBkYGBgAWJmIGYCYhAfhIGkvc+Zs/ZpaWkOCgwM9pVLDtvJVi/bp6wdvfdEkpx94Q02uwUO5Xbe+T/3TfEKtM/f8OYgo/FJx2UJXx0+uGiCTRgOBCI8IOEDCiMYhvmPFcqAhBss/GCyCBqkDoTR9cNVAACnOJSlkAEAAA=="
  case mghFloat =
    "H4sIAAAAAAACA2NgYGBkYGBgAWJmIGZigPBBbCDL3ufMWfu0tDQHBQYG+8olh+1kq5ftU9aO3nsiSc6+8Aab3QKHcjvv/J/7pngF2udveHOQ0fik47KErw4fXDQZhgWwb4BgEHBAwzDgsAChFplGByB1YIymHxkAABLW6AWQAQAA"

  var bytes: [UInt8] { [UInt8](Data(base64Encoded: rawValue) ?? Data()) }
}
