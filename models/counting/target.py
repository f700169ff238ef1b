"""The investment target of the national AI strategy.

Announced by the presidential office on 26 September 2024: private companies' AI investment
intentions collected for 2024–2027, KRW 65 trillion, nominal.
"""

FIRST_YEAR, LAST_YEAR = 2024, 2027
TARGET_WON = 65 * 10**12
