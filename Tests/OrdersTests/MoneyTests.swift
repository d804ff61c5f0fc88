// Money: exact decimals, halves to even, fees within their bounds.

import Orders
import TestKit
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [
        ("199.90", "RUB", 19_990), ("0.01", "RUB", 1), ("199", "RUB", 19_900), ("1390.000000", "RUB", 139_000),
        ("-5.50", "RUB", -550), ("1500", "JPY", 1500), ("1500.00", "JPY", 1500), ("1.234", "KWD", 1234),
        ("0.5", "KWD", 500), ("10000000000000.00", "RUB", 1_000_000_000_000_000),
    ])
    func anAmountIsReadExactly(text: String, code: String, units: Int64) throws {
        let currency = try #require(Currency(code))
        #expect(Money(text, currency)?.minorUnits == units)
    }

    @Test(arguments: [
        ("199.905", "RUB"), ("0.5", "JPY"), ("1.2345", "KWD"), ("10000000000000.01", "RUB"), ("", "RUB"), (".5", "RUB"),
        ("5.", "RUB"), ("1e3", "RUB"), ("+5", "RUB"), ("5,00", "RUB"), (" 5", "RUB"), ("--5", "RUB"), ("٥", "RUB"),
        ("99999999999999999999", "RUB"),
    ])
    func whatIsNoAmountOfTheCurrencyIsRefused(text: String, code: String) throws {
        let currency = try #require(Currency(code))
        #expect(Money(text, currency) == nil)
    }

    @Test(arguments: [
        (19_990, "RUB", "199.90"), (5, "RUB", "0.05"), (-5, "RUB", "-0.05"), (-19_990, "RUB", "-199.90"),
        (0, "RUB", "0.00"),
        (1500, "JPY", "1500"), (-1, "JPY", "-1"), (5, "KWD", "0.005"), (1234, "KWD", "1.234"),
    ])
    func anAmountIsWrittenWithItsCurrencysDigits(units: Int64, code: String, text: String) throws {
        let money = Money(minorUnits: units, currency: try #require(Currency(code)))
        #expect(money.text == text)
        #expect(Money(text, money.currency) == money)
    }

    @Test(arguments: ["rub", "RU", "RUBL", "R1B", "", "РУБ"])
    func aCurrencyIsThreeCapitalLetters(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test(arguments: [
        ("0.05", "50", "0.02"),  // 2.5 cents: down to even
        ("0.07", "50", "0.04"),  // 3.5: up to even
        ("0.01", "50", "0.00"), ("0.03", "50", "0.02"),  // 0.5, 1.5
        ("-0.05", "50", "-0.02"), ("-0.07", "50", "-0.04"),
        ("0.01", "50.0001", "0.01"), ("0.01", "49.9999", "0.00"),  // beside the half
        ("199.90", "12.5", "24.99"),  // 24.9875
        ("100.20", "12.5", "12.52"), ("100.60", "12.5", "12.58"),  // 12.525, 12.575
        ("279.00", "0", "0.00"), ("279.00", "100", "279.00"),
        ("10000000000000.00", "99.9999", "9999990000000.00"),
    ])
    func aShareIsRoundedHalfToEven(amount: String, percent: String, share: String) throws {
        #expect(try #require(Percentage(percent)).of(.of(amount)) == .of(share))
    }

    @Test(arguments: [("1500", "12.5", "188"), ("1500", "0.1", "2"), ("500", "0.1", "0"), ("2500", "0.1", "2")])
    func aShareOfACurrencyWithoutMinorUnitsIsWhole(amount: String, percent: String, share: String) throws {
        #expect(try #require(Percentage(percent)).of(.of(amount, "JPY")) == .of(share, "JPY"))
    }

    @Test(arguments: ["100.0001", "-1", "12.55555", "12,5", "", "101"])
    func whatIsNoPercentageIsRefused(text: String) {
        #expect(Percentage(text) == nil)
    }

    @Test(arguments: [
        ("1000.00", "RUB", "125.00"), ("239.92", "RUB", "30.00"), ("240.08", "RUB", "30.01"),  // 29.99, 30.01
        ("12000.00", "RUB", "1500.00"), ("12000.08", "RUB", "1500.00"), ("10.00", "RUB", "10.00"),
        ("0.00", "RUB", "0.00"),
        ("1000", "JPY", "125"), ("100", "JPY", "30"), ("240.008", "KWD", "30.001"), ("99999.000", "KWD", "1500.000"),
    ])
    func aFeeKeepsWithinItsBoundsAndTheSale(sale: String, code: String, fee: String) {
        #expect(ServiceFee.sample.of(.of(sale, code)) == .of(fee, code))
    }

    @Test func aFeeWithoutBoundsIsThePercentage() throws {
        let fee = ServiceFee(percent: try #require(Percentage("12.5")), minimum: nil, maximum: nil)
        #expect(fee.of(.of("8.00")) == .of("1.00"))
        #expect(fee.of(.of("80000.00")) == .of("10000.00"))
    }
}
