import Cases
import Formats
import SegWarden
import Testing

/// The words of errors are one vocabulary, whoever says them.
@Suite struct WardenErrorTests {
  @Test(arguments: [
    ReadError.Code.notFound, .unreadable, .notRecognised, .damaged, .truncated, .notAMask, .tooLarge, .unsupported,
  ])
  func `every word of reading is one of a warden's`(code: ReadError.Code) {
    #expect(WardenError.Code(rawValue: code.name) != nil)
  }

  @Test(arguments: [CaseError.Code.badRequest, .badContext, .noPolicy])
  func `every word of cases is one of a warden's`(code: CaseError.Code) {
    #expect(WardenError.Code(rawValue: code.rawValue) != nil)
  }
}
