import Formats
import Foundation
import TestSupport
import Volume

/// DICOM objects that other programs wrote, in a folder `shared` beside the checkout, and what pydicom says of them.
enum SharedDICOM {
  static let shared = Shared.root
  static let isPresent = FileManager.default.fileExists(atPath: path("dcmqi/liver.dcm"))

  static func path(_ file: String) -> String { shared.appendingPathComponent("data/\(file)").path }

  /// What pydicom finds in an object.
  struct Golden: Decodable, Sendable {
    let modality: String
    let type: String?
    let rows: Int?
    let columns: Int?
    let pixelSpacing: [Double]?
    /// LPS mm; nil where there are many.
    let positions: [[Double]]?
    let segments: [Segment]?
    let regions: [Region]?

    struct Segment: Decodable, Sendable {
      let number: Int
      let label: String
      let pixels: Int
      let pixelsAtLeastHalf: Int?
      let property: [String]?

      enum CodingKeys: String, CodingKey {
        case number, label, pixels, property
        case pixelsAtLeastHalf = "pixels_at_least_half"
      }
    }

    struct Region: Decodable, Sendable {
      let number: Int
      let name: String
      let contours: Int
      let types: [String]
      let planes: Int
      let area: Double

      enum CodingKeys: String, CodingKey {
        case number, name, contours, types, planes
        case area = "sum_of_contour_areas_mm2"
      }
    }

    enum CodingKeys: String, CodingKey {
      case modality, type, rows, columns, segments, regions
      case pixelSpacing = "pixel_spacing"
      case positions = "distinct_frame_positions"
    }

    init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      modality = try members.decode(String.self, forKey: .modality)
      type = try members.decodeIfPresent(String.self, forKey: .type)
      rows = try members.decodeIfPresent(Int.self, forKey: .rows)
      columns = try members.decodeIfPresent(Int.self, forKey: .columns)
      pixelSpacing = try members.decodeIfPresent([Double].self, forKey: .pixelSpacing)
      positions = try? members.decode([[Double]].self, forKey: .positions)
      segments = try members.decodeIfPresent([Segment].self, forKey: .segments)
      regions = try members.decodeIfPresent([Region].self, forKey: .regions)
    }
  }

  /// The entries of `golden/dicom.json` by their files.
  static let golden: [String: Golden] = {
    struct All: Decodable {
      let files: [String: Golden]
    }
    guard let data = try? Data(contentsOf: shared.appendingPathComponent("golden/dicom.json")),
      let all = try? JSONDecoder().decode(All.self, from: data)
    else { return [:] }
    return all.files
  }()

  /// The files of one modality, sorted, as far as they are patients' (not slides under a microscope).
  static func files(_ modality: String) -> [String] {
    golden.filter { $0.value.modality == modality && !$0.key.contains("_sm_") }.keys.sorted()
  }
}
