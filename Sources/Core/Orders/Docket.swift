// Everything on file under one order number: the order, once it is known, and the events that wait for it.

import CivilTime

package struct Docket: Hashable, Sendable, Codable {
    package let number: OrderNumber

    package init(number: OrderNumber) { self.number = number }
}
