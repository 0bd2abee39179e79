internal import FoundationEssentials
package import PolicyLanguage

extension CalendarDay {
  /// The day it is here, in universal time.
  package static var today: CalendarDay? { CalendarDay(String(Date().formatted(.iso8601).prefix(10))) }
}
