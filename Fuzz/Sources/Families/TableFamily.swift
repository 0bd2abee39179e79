import Formats

extension Family {
  /// Tables that give label values names.
  static let tables = Family(name: "tables") {
    [
      "1 liver\n2 spleen\n", "index,name\n1,\"li,ver\"\n2,spleen\n",
      "{\"labels\": {\"background\": 0, \"liver\": [1, 2], \"tumour\": 2}, \"regions_class_order\": [1, 2]}",
      "################\n    0     0    0    0        0  0  0    \"Clear Label\"\n    1   255    0    0        1  1  0    \"liver\"\n",
      "#No. Label Name: R G B A\n0 Unknown 0 0 0 0\n2 Left-Cerebral-White-Matter 245 245 245 0\n",
      "index\tname\tabbreviation\n1\tliver\tLIV\n",
    ].map { Array($0.utf8) }
  } isSound: {
    (try? LabelTable.read(bytes: $0)) != nil
  } run: { bytes in
    do {
      _ = try LabelTable.read(bytes: bytes)
    } catch let error as ReadError {
      precondition(!error.message.isEmpty)
    } catch {
      preconditionFailure("tables throw ReadError, not \(error)")
    }
  }
}
