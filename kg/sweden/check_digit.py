"""The check digit that personnummer and organisationsnummer share: the Luhn sum over ten digits."""


def is_right(digits: str) -> bool:
    """Whether the last of the digits is the check digit of those before it.

    >>> is_right("9001019802"), is_right("9001019803")
    (True, False)
    """
    doubled = (int(digit) * (2 - number % 2) for number, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in doubled) % 10 == 0
