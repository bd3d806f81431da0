/// <reference lib="dom" />
import type { Page } from 'playwright-core';

export type Seen = { text: string; contrast: number; isSpecial: boolean };

/**
 * How well what a page shows stands out from the ground it stands on, 1..21.
 * @param shown a selector of what is read
 * @param special a selector that marks some of it
 * Source: WCAG 2.2, "contrast ratio" and "relative luminance".
 */
export const contrastsOf = (page: Page, shown: string, special = ':not(*)'): Promise<Seen[]> =>
  page.evaluate(
    ([shown, special]) => {
      const luminance = (color: string): number => {
        const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number).map((part) => {
          const share = part / 255;
          return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const groundOf = (element: Element | null): string => {
        if (element === null) return 'rgb(255, 255, 255)';
        const color = getComputedStyle(element).backgroundColor;
        return color === 'rgba(0, 0, 0, 0)' || color === 'transparent'
          ? groundOf(element.parentElement)
          : color;
      };
      return [...document.querySelectorAll(shown)].map((element) => {
        const [one, other] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))];
        return {
          text: `${element.tagName} ${element.textContent?.slice(0, 40)}`,
          contrast: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05),
          isSpecial: element.matches(special),
        };
      });
    },
    [shown, special] as const,
  );
