import { useEffect, useRef } from 'react';
import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { BarChart as Bars } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

register([Bars, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Bar {
  /** Under the bar. */
  label: string;
  /** Over the value when one points at it. */
  title: string;
  value: number;
}

interface BarChartProps {
  bars: readonly Bar[];
  height: number;
  /** What the picture shows, for whoever does not see it. */
  description: string;
  formatValue: (value: number) => string;
  onChoose: (index: number) => void;
}

/** Bars of one quiet colour. Loaded only where one is shown. */
export default function BarChart({ bars, height, description, formatValue, onChoose }: BarChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const latest = useRef({ onChoose, formatValue });
  const dark = useComputedColorScheme('light') === 'dark';
  const { fontFamily, colors } = useMantineTheme();
  useEffect(() => {
    latest.current = { onChoose, formatValue };
  });
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = init(place.current, undefined, { renderer: 'svg' });
    chart.current = made;
    // The whole column answers, not only its bar: short ones are hard to hit.
    made.getZr().on('click', ({ offsetX, offsetY }) => {
      if (!made.containPixel('grid', [offsetX, offsetY])) return;
      const index = made.convertFromPixel({ seriesIndex: 0 }, [offsetX, offsetY])[0];
      if (index !== undefined) latest.current.onChoose(index);
    });
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const quiet = dark ? '#9ea4ad' : '#5d5d57';
    const line = dark ? '#2a2e35' : '#e4e4e0';
    chart.current?.setOption({
      animation: false,
      // ECharts overwrites aria-label otherwise.
      aria: { enabled: true, label: { description } },
      textStyle: { fontFamily, fontSize: 11 },
      grid: { left: 4, right: 4, top: 10, bottom: 2, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: dark ? '#ffffff12' : '#0000000d' } },
        backgroundColor: dark ? '#2a2e35' : '#ffffff',
        borderColor: line,
        textStyle: { color: dark ? '#dcdee2' : '#232320', fontSize: 12 },
        confine: true,
        formatter: (points: unknown) => {
          const [point] = points as { dataIndex: number }[];
          const bar = bars[point?.dataIndex ?? -1];
          return bar === undefined ? '' : `${bar.title}<br><b>${latest.current.formatValue(bar.value)}</b>`;
        },
      },
      xAxis: {
        type: 'category',
        data: bars.map(({ label }) => label),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: line } },
        axisLabel: { color: quiet, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 3,
        axisLabel: { color: quiet },
        splitLine: { lineStyle: { color: line } },
      },
      series: [
        {
          type: 'bar',
          data: bars.map(({ value }) => value),
          itemStyle: {
            color: dark ? colors['petrol']?.[5] : colors['petrol']?.[6],
            borderRadius: [2, 2, 0, 0],
          },
          barMaxWidth: 36,
          cursor: 'pointer',
        },
      ],
    });
  }, [bars, description, dark, fontFamily, colors]);
  return <div ref={place} role="img" aria-label={description} style={{ height, cursor: 'pointer' }} />;
}
