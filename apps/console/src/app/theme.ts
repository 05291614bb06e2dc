import {
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** Petrol: the one accent. From 6 on it carries white text, from 4 down it can be read on the dark ground. */
const petrol: MantineColorsTuple = [
  '#e9f6f6',
  '#d2eaeb',
  '#a4d5d8',
  '#74bfc4',
  '#4fadb3',
  '#2f979e',
  '#1a818a',
  '#0d6a72',
  '#08565d',
  '#043f45',
];

const gray: MantineColorsTuple = [
  '#f8f8f7',
  '#f1f1ef',
  '#e7e7e4',
  '#dbdbd7',
  '#c6c6c1',
  '#a2a29c',
  '#7a7a74',
  '#575751',
  '#3a3a36',
  '#232320',
];

const dark: MantineColorsTuple = [
  '#dcdee2',
  '#b8bcc4',
  '#9ea4ad',
  '#6d747e',
  '#3a404a',
  '#2a2e35',
  '#1d2025',
  '#15171b',
  '#101215',
  '#0b0c0e',
];

/** What is filled with the accent is written on in its contrast of the scheme: the library knows that of the light one only. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const accent = input.color === undefined || input.color === input.theme.primaryColor;
  return input.variant === 'filled' && accent
    ? { ...colors, color: 'var(--mantine-primary-color-contrast)' }
    : colors;
};

/** Dense and quiet: small text, small gaps, hairlines instead of shadows. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  variantColorResolver,
  colors: { petrol, gray, dark },
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '0.875rem', lg: '1.25rem', xl: '1.75rem' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '14px' },
  defaultRadius: 'sm',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm' } },
    Table: { defaultProps: { fz: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 'xs' } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'md',
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.35 },
        // A click beside a form must not throw away what was typed; what is only read says that it may close so.
        closeOnClickOutside: false,
      },
    },
    Drawer: {
      defaultProps: { transitionProps: { duration: 140 }, overlayProps: { backgroundOpacity: 0.35 } },
    },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 90 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 90 } } },
  },
});

/** Mantine's quiet texts are too pale for WCAG AA (3.3:1): ours have at least 5:1 on every ground they stand on. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#232320',
    '--mantine-color-dimmed': '#5d5d57',
    '--mantine-color-placeholder': '#6b6b65',
    '--mantine-color-anchor': '#0d6a72',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#d6d6d1',
    '--ground': '#fbfbfa',
    '--surface': '#ffffff',
    '--side': '#f3f3f1',
    '--line': '#e4e4e0',
    '--hover': '#f1f1ee',
    '--chosen': '#e3eff0',
    '--good': '#17703a',
    '--bad': '#b3261e',
    '--caution': '#8a5a00',
    '--caution-ground': '#fdf3da',
    '--mantine-color-body': '#fbfbfa',
  },
  dark: {
    '--mantine-color-text': '#dcdee2',
    '--mantine-color-dimmed': '#9ea4ad',
    '--mantine-color-placeholder': '#8d939d',
    '--mantine-color-anchor': '#74bfc4',
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-default-border': '#3a404a',
    '--ground': '#15171b',
    '--surface': '#191c21',
    '--side': '#101215',
    '--line': '#2a2e35',
    '--hover': '#20242a',
    '--chosen': '#17343a',
    '--good': '#6fcf97',
    '--bad': '#ff8a80',
    '--caution': '#e8b95a',
    '--caution-ground': '#33290f',
    '--mantine-color-body': '#15171b',
  },
});

/** Light, dark or as the computer has it; public/assets/color-scheme-1.js reads the same key before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'daybook.color-scheme' });
